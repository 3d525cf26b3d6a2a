package org.waybill.queue.core.config;

/** One statement of the configuration, or what stands between statements. */
public sealed interface Directive
        permits ListenDirective,
                TableDirective,
                ActionDirective,
                MatchDirective,
                FilterDirective,
                PkiDirective,
                CaDirective,
                SettingDirective,
                MacroDirective,
                IncludeDirective,
                Directive.CommentLine,
                Directive.BlankLine,
                Directive.Unreadable {

    /** @param text the comment with its {@code #} */
    record CommentLine(String text) implements Directive {}

    record BlankLine() implements Directive {}

    /**
     * A statement with an error, of which a problem tells. Kept so that what it would have defined is not missed elsewhere.
     *
     * @param keyword its first word
     * @param name its second word, empty if it has none
     * @param text its tokens
     */
    record Unreadable(String keyword, String name, String text) implements Directive {}
}
