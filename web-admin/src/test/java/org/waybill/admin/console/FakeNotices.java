package org.waybill.admin.console;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was said. */
final class FakeNotices implements Notices {

    final List<String> said = new ArrayList<>();
    String wentTo = "";

    @Override
    public void done(String sentence) {
        said.add("done: " + sentence);
    }

    @Override
    public void refused(String sentence) {
        said.add("refused: " + sentence);
    }

    @Override
    public void goTo(String page) {
        wentTo = page;
    }
}
