package org.waybill.queue.agent.mx;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What of an answer the validator of dnsjava may see. It takes an answer for unsigned as soon as one set in it is of an
 * unsigned zone, by its name or by the signer that its signature claims, whatever that zone has to do with the question. So
 * one set too many would strip any name of its signatures; such sets and signatures are taken out here.
 */
record AnswerScrub(TrustAnchors anchors) {

    private static final int MARK_SECONDS = 60;

    /** @throws IllegalArgumentException if nothing can be made of the answer */
    Message pertinent(Message query, Message answer) {
        Message normal = known(query, answer).normalize(query);
        if (normal == null) {
            throw new IllegalArgumentException("contradicts itself");
        }
        Message pertinent = empty(query, answer);
        List<Name> names = new ArrayList<>(List.of(query.getQuestion().getName()));
        for (RRset set : normal.getSectionRRsets(Section.ANSWER)) {
            add(pertinent, Section.ANSWER, set, names.subList(names.size() - 1, names.size()));
            if (set.first() instanceof CNAMERecord alias && query.getQuestion().getType() != Type.CNAME) {
                names.add(alias.getTarget());
            }
        }
        for (RRset set : normal.getSectionRRsets(Section.AUTHORITY)) {
            // a wildcard among the aliases is proven here too
            add(pertinent, Section.AUTHORITY, set, names);
        }
        mark(pertinent, names.get(names.size() - 1));
        return pertinent;
    }

    /** @param names that the set may say something about */
    private void add(Message pertinent, int section, RRset set, List<Name> names) {
        List<RRSIGRecord> signatures = set.sigs().stream()
                .filter(signature -> concerns(signature.getSigner(), names))
                .toList();
        if (!signatures.isEmpty() || concerns(set.getName(), names)) {
            set.rrs(false).forEach(record -> pertinent.addRecord(record, section));
            signatures.forEach(record -> pertinent.addRecord(record, section));
        }
    }

    private boolean concerns(Name zone, List<Name> names) {
        return names.stream().anyMatch(name -> anchors.concerns(zone, name));
    }

    private static Message empty(Message query, Message answer) {
        Message empty = new Message(answer.getHeader().getID());
        empty.getHeader().setFlag(Flags.QR);
        empty.getHeader().setRcode(answer.getRcode());
        empty.addRecord(query.getQuestion(), Section.QUESTION);
        return empty;
    }

    /** Without records of other classes, which would be found by their type but not by their class. */
    private static Message known(Message query, Message answer) {
        Message known = empty(query, answer);
        for (int section : List.of(Section.ANSWER, Section.AUTHORITY)) {
            for (Record record : answer.getSection(section)) {
                if (record.getDClass() == DClass.IN) {
                    known.addRecord(record, section);
                }
            }
        }
        return known;
    }

    /**
     * A denial without any record is a forgery to the validator, even in an unsigned zone; with an unsigned record under the
     * name it finds out.
     */
    private static void mark(Message answer, Name end) {
        int type = answer.getQuestion().getType();
        boolean denial = answer.getRcode() == Rcode.NXDOMAIN
                || answer.getSection(Section.ANSWER).stream().noneMatch(record -> record.getType() == type);
        if (denial && answer.getSection(Section.AUTHORITY).isEmpty()) {
            answer.addRecord(
                    new SOARecord(
                            end,
                            DClass.IN,
                            MARK_SECONDS,
                            end,
                            end,
                            0,
                            MARK_SECONDS,
                            MARK_SECONDS,
                            MARK_SECONDS,
                            MARK_SECONDS),
                    Section.AUTHORITY);
        }
    }
}
