package org.sequitur.bank;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.sequitur.wire.ApiVersion;
import org.sequitur.wire.Body;

/** What explains bank transactions, as the wire shows it; given by the room of explanations, which is above this one. */
public interface TransactionExplanations {

    /** By the ids of the transactions, in the order of creation; those without any are left out. */
    Map<Long, List<Body>> of(long companyId, Collection<Long> transactionIds, ApiVersion version);
}
