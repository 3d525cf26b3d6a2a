package org.waybill.queue.core.config;

/** <code>table NAME { … }</code> or {@code table NAME file:PATH} */
public record TableDirective(Operand.Word name, Source source, Place place) implements Directive {

    /** Where its entries are. */
    public sealed interface Source permits Operand.Listing, FileSource {}

    /** @param path relative to the data directory */
    public record FileSource(Operand.Word path) implements Source {}
}
