package org.waybill.admin.security;

/** Where to go after signing in: a page of this console, whatever the parameter says. */
public final class ReturnPath {

    private static final String HOME = "/dashboard.xhtml";

    private ReturnPath() {}

    /** The path if it names one of our pages, else the dashboard: a link to the sign-in page cannot lead elsewhere. */
    public static String checked(String path) {
        boolean page = path.matches("/[a-z]{1,32}\\.xhtml(\\?[A-Za-z0-9%&=._~+:@-]{0,2000})?");
        return page && !path.startsWith("/signin") ? path : HOME;
    }
}
