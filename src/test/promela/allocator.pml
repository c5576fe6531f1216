/*
 * How references are given, as a model that Spin searches completely. docs/internals/protocol-model.md maps each action to the
 * code; ProtocolModelTest runs it, with and without the planted faults (-DFAULT_...).
 *
 * One company. Two server processes, each with a queue and at most one batch in flight. One PostgreSQL with one register row.
 * Four tickets: 1 is a request with an idempotency key, 2 is the same request sent again by a client that did not wait for an
 * answer, 3 is a request whose wait in the queue may end, 4 is a request that may be invalid. Two tickets fit a batch.
 *
 * PostgreSQL keeps no unique index here: the protocol alone has to keep references apart.
 */

#define PROCESSES 2
#define TICKETS 4
#define MOST_PER_BATCH 2

/*
 * How much may go wrong in one run, in any mixture: a connection is severed, a process crashes, PostgreSQL crashes, PostgreSQL
 * refuses a batch.
 */
#ifndef MISFORTUNES
#define MISFORTUNES 2
#endif

/* A session that has lost its client lives on for a while, so there may be more of them than processes. */
#define SESSIONS (PROCESSES + MISFORTUNES)

/* References 1 to 4 are the most that a right model gives; a faulty one may go one further before it is found out. */
#define REFERENCES 7

#define clientOf(t) ((t) == 2 -> 1 : (t))
#define hasKey(t) ((t) <= 2)

/* ---- tickets: org.sequitur.reference.Ticket ---- */
#define UNSENT 0
#define QUEUED 1
#define TAKEN 2
#define LEFT 3      /* answered 503: nothing was done */
#define ANSWERED 4
#define LOST 5      /* its process died, or its client will never know */
byte ticket[TICKETS + 1];
bool invalid;       /* whether ticket 4 is */

/* ---- what is on PostgreSQL's disk ---- */
byte document[REFERENCES + 1];  /* which ticket a reference was stored for; 0: none */
byte last;                      /* reference_sequence.last_reference */
byte keyRecord;                 /* the reference that was answered to the key; 0: the key is not there */
#if defined(FAULT_ASK_FOR_ID)
byte document_id;               /* the sequence of ids, at its last step that a commit followed */
byte idOf[REFERENCES + 1];      /* of each document; one for a batch will do */
#endif

/* ---- what PostgreSQL keeps in memory ---- */
byte register_lock;             /* the session that holds the register row, plus 1; 0: free */
#if defined(FAULT_ASK_FOR_ID)
byte drawn_id;                  /* the sequence of ids, at its last step */
#endif

#define NONE 0
#define IDLE 1
#define LOCKING 2    /* flight 1: SELECT ... FOR UPDATE */
#define LOOKING 3    /* flight 1: the statements after it */
#define LOOKED 4     /* in a transaction that holds the lock, waiting for its client */
#define STORING 5    /* flight 2 has arrived */
#define COMMITTED 6
#define REFUSED 7    /* rolled back with an error that the connection survives */
#define ASKING 8     /* Batch.isStored: the lock */
#define READING 9    /* Batch.isStored: the question */
#define ASKED 10
#define KEYLESS 11   /* only with a planted fault: committed, the key still to be written */
typedef Session {
    byte state;
    bool attached;
    byte last;               /* as the transaction has seen them */
    byte keyRecord;
    byte put[TICKETS + 1];   /* the references that flight 2 inserts, by ticket */
    byte about;              /* which ticket's document is asked for */
    bool found;
#if defined(FAULT_ASK_FOR_ID)
    byte id
#endif
}
Session session[SESSIONS];

/* ---- server processes: ReferenceAllocator.Writer ---- */
#define RESTING 0
#define AWAITING_LOOK 1
#define AWAITING_STORE 2
#define AWAITING_FATE 3
#define ANSWERING 4
typedef Writer {
    byte state;
    byte session;                  /* plus 1; 0: not connected */
#if defined(FAULT_ASK_FOR_ID)
    byte id;
#endif
    byte batch[MOST_PER_BATCH]
}
Writer writer[PROCESSES];
byte decision[TICKETS + 1];        /* the reference that a taken ticket is to be answered */
bool replayed[TICKETS + 1];
#define IS_REFUSED 14

chan queue[PROCESSES] = [TICKETS] of { byte };

byte misfortunes;

#define canGoWrong (misfortunes < MISFORTUNES)

/* ---- the properties ---- */

/* At every committed state: 1 to n without a hole, no request stored twice, and one invoice for a key. */
inline checkDisk() {
    for (i : 1 .. REFERENCES) {
        assert((document[i] != 0) == (i <= last));
        for (j : i + 1 .. REFERENCES) {
            assert(document[i] == 0 || document[i] != document[j])
        }
    }
    j = 0;
    n = 0;
    for (i : 1 .. REFERENCES) {
        if
        :: document[i] != 0 && hasKey(document[i]) -> n++
        :: else
        fi
    }
    assert(n <= 1);
    i = 0;
    n = 0
}

/* Whoever is told a reference finds an invoice of its own under it. */
inline checkAnswer(t, reference) {
    assert(reference >= 1 && reference <= REFERENCES && document[reference] != 0
        && clientOf(document[reference]) == clientOf(t))
}

/* ---- sessions of PostgreSQL ---- */

inline clear(s) {
    session[s].state = NONE;
    session[s].attached = false;
    session[s].last = 0;
    session[s].keyRecord = 0;
    session[s].about = 0;
    session[s].found = false;
#if defined(FAULT_ASK_FOR_ID)
    session[s].id = 0;
#endif
    for (i : 1 .. TICKETS) {
        session[s].put[i] = 0
    }
    i = 0
}

inline idle(s) {
    clear(s);
    session[s].state = IDLE;
    session[s].attached = true
}

inline unlock(s) {
    if
    :: register_lock == s + 1 -> register_lock = 0
    :: else
    fi
}

inline snapshot(s) {
#if defined(FAULT_ASK_FOR_ID)
    drawn_id++;
    session[s].id = drawn_id;
#endif
    session[s].last = last;
    session[s].keyRecord = keyRecord
}

inline writeKey(s) {
    for (i : 1 .. 2) {
        if
        :: session[s].put[i] != 0 -> keyRecord = session[s].put[i]
        :: else
        fi
    }
    i = 0
}

inline commit(s) {
    for (i : 1 .. TICKETS) {
        if
        :: session[s].put[i] != 0 ->
            /* no reference twice; never for a request that was told that nothing was done */
            assert(document[session[s].put[i]] == 0);
            assert(ticket[i] == TAKEN || ticket[i] == LOST);
            document[session[s].put[i]] = i;
#if defined(FAULT_ASK_FOR_ID)
            idOf[session[s].put[i]] = session[s].id;
            document_id = drawn_id;
#endif
            if
            :: session[s].put[i] > last -> last = session[s].put[i]
            :: else
            fi
        :: else
        fi
    }
    i = 0;
    unlock(s)
}

#if defined(FAULT_NUMBER_BEFORE_LOCK)
#define mayCommit(s) (register_lock == 0)
#else
#define mayCommit(s) true
#endif

proctype PostgresSession(byte s) {
    byte i, j, n;
end:
    do
#if defined(FAULT_LOOK_BEFORE_LOCK)
    :: d_step { session[s].state == LOCKING && session[s].about == 0 -> snapshot(s); session[s].about = 1 }
    :: d_step { session[s].state == LOCKING && session[s].about == 1 && register_lock == 0 ->
        register_lock = s + 1; session[s].about = 0; session[s].state = LOOKED }
#elif defined(FAULT_NUMBER_BEFORE_LOCK)
    :: d_step { session[s].state == LOCKING -> snapshot(s); session[s].state = LOOKED }
#elif defined(FAULT_KEY_BEFORE_LOCK)
    :: d_step { session[s].state == LOCKING && session[s].about == 0 ->
        session[s].keyRecord = keyRecord; session[s].about = 1 }
    :: d_step { session[s].state == LOCKING && session[s].about == 1 && register_lock == 0 ->
        register_lock = s + 1; session[s].about = 0; session[s].last = last; session[s].state = LOOKED }
#else
    :: d_step { session[s].state == LOCKING && register_lock == 0 ->
        register_lock = s + 1; session[s].state = LOOKING }
    :: d_step { session[s].state == LOOKING -> snapshot(s); session[s].state = LOOKED }
#endif

#if defined(FAULT_KEY_IN_ANOTHER_TRANSACTION)
    :: d_step { session[s].state == STORING -> commit(s); checkDisk(); session[s].state = KEYLESS }
    :: d_step { session[s].state == KEYLESS -> writeKey(s); session[s].state = COMMITTED }
#else
    :: d_step { session[s].state == STORING && mayCommit(s) ->
        commit(s); writeKey(s); checkDisk(); session[s].state = COMMITTED }
#endif
    :: d_step { session[s].state == STORING && session[s].attached && canGoWrong ->
        misfortunes++; unlock(s); idle(s); session[s].state = REFUSED }

#if defined(FAULT_ASK_WITHOUT_LOCK)
    :: d_step { session[s].state == ASKING -> session[s].state = READING }
#else
    :: d_step { session[s].state == ASKING && register_lock == 0 ->
        register_lock = s + 1; session[s].state = READING }
#endif
    :: d_step { session[s].state == READING ->
        for (i : 1 .. REFERENCES) {
            if
#if defined(FAULT_ASK_FOR_ID)
            :: idOf[i] == session[s].about -> session[s].found = true
#else
            :: document[i] == session[s].about -> session[s].found = true
#endif
            :: else
            fi
        }
        i = 0;
        session[s].state = ASKED }

    /* Whatever a session without a client was doing, it may end with nothing done; or go on as above, and commit. */
    :: d_step { session[s].state != NONE && !session[s].attached -> unlock(s); clear(s) }
    od
}

/* ---- writers ---- */

/* Database.connect: the first session that is free, if the writer has none. */
inline connect(p) {
    if
    :: writer[p].session == 0 ->
        for (i : 0 .. SESSIONS - 1) {
            if
            :: session[i].state == NONE && writer[p].session == 0 ->
                writer[p].session = i + 1;
                session[i].state = IDLE;
                session[i].attached = true
            :: else
            fi
        }
        i = 0
    :: else
    fi
}

#define sessionOf(p) session[writer[p].session - 1]
#define isAnswered(p, s) (writer[p].session != 0 && sessionOf(p).state == s)
#define isCutOff(p) (writer[p].session == 0)

/* InvoiceBatch.store, before it writes: in order, in memory. */
inline decide(p) {
    n = sessionOf(p).last;
    k = sessionOf(p).keyRecord;
    for (i : 0 .. MOST_PER_BATCH - 1) {
        t = writer[p].batch[i];
        if
        :: t == 0
        :: t != 0 && hasKey(t) && k != 0 -> decision[t] = k; replayed[t] = true
        :: t == 4 && invalid ->
            decision[t] = IS_REFUSED;
#if defined(FAULT_REFUSED_TAKES_NUMBER)
            n++
#endif
        :: else ->
            n++;
            decision[t] = n;
            if
#if !defined(FAULT_KEY_UNSEEN_IN_BATCH)
            :: hasKey(t) -> k = n
#endif
            :: else
            fi
        fi
    }
#if defined(FAULT_NUMBER_WITHOUT_TRANSACTION)
    last = n;   /* as nextval does it: what is rolled back is not given again */
#endif
    i = 0;
    n = 0;
    k = 0;
    t = 0
}

#define isToBeStored(t) (decision[t] != 0 && decision[t] != IS_REFUSED && !replayed[t])
#define storesSomething(p) (isToBeStored(writer[p].batch[0]) || isToBeStored(writer[p].batch[1]))

inline forgetDecisions(p) {
    for (i : 0 .. MOST_PER_BATCH - 1) {
        decision[writer[p].batch[i]] = 0;
        replayed[writer[p].batch[i]] = false
    }
    i = 0
}

/* Batch.look, on a new connection if there is none. */
inline sendLook(p) {
    connect(p);
    sessionOf(p).state = LOCKING;
    writer[p].state = AWAITING_LOOK
}

/* ReadyQueues.take: all that waits, as far as it fits; who has left is passed over. */
inline take(p) {
    n = 0;
    do
    :: n < MOST_PER_BATCH && len(queue[p]) > 0 ->
        queue[p] ? t;
        if
#if defined(FAULT_TAKEN_AFTER_LEAVING)
        :: ticket[t] == LEFT -> writer[p].batch[n] = t; n++
#endif
        :: ticket[t] == QUEUED -> ticket[t] = TAKEN; writer[p].batch[n] = t; n++
        :: else
        fi
    :: else -> break
    od;
    t = (n > 0);
    n = 0;
    if
    :: t > 0 -> sendLook(p)
    :: else
    fi;
    t = 0
}

/* Writer.settle: one ticket after the other. */
inline answerNext(p) {
    t = (writer[p].batch[0] != 0 -> writer[p].batch[0] : writer[p].batch[1]);
    if
    :: decision[t] == IS_REFUSED -> assert(t == 4 && invalid)
    :: else -> checkAnswer(t, decision[t])
    fi;
    ticket[t] = ANSWERED;
    decision[t] = 0;
    replayed[t] = false;
    if
    :: writer[p].batch[0] == t -> writer[p].batch[0] = 0
    :: else -> writer[p].batch[1] = 0
    fi;
    if
    :: writer[p].batch[0] == 0 && writer[p].batch[1] == 0 -> writer[p].state = RESTING
    :: else
    fi;
    t = 0
}

/* Batch.store: flight 2, or nothing to store. */
inline sendStore(p) {
    for (i : 0 .. MOST_PER_BATCH - 1) {
        if
        :: isToBeStored(writer[p].batch[i]) ->
            sessionOf(p).put[writer[p].batch[i]] = decision[writer[p].batch[i]]
        :: else
        fi
    }
    i = 0;
#if defined(FAULT_ASK_FOR_ID)
    writer[p].id = sessionOf(p).id;
#endif
    sessionOf(p).last = 0;
    sessionOf(p).keyRecord = 0;
    sessionOf(p).state = STORING;
    writer[p].state = AWAITING_STORE;
#if defined(FAULT_ANSWER_BEFORE_COMMIT)
    answerNext(p)
#endif
}

/* Batch.isStored, on a new connection. */
inline sendQuestion(p) {
    connect(p);
#if defined(FAULT_ASK_FOR_ID)
    sessionOf(p).about = writer[p].id;
#else
    sessionOf(p).about = (isToBeStored(writer[p].batch[0]) -> writer[p].batch[0] : writer[p].batch[1]);
#endif
    sessionOf(p).state = ASKING;
    writer[p].state = AWAITING_FATE
}

inline release(p) {
    n = writer[p].session - 1;
    unlock(n);
    idle(n);
    n = 0
}

proctype ServerProcess(byte p) {
    byte i, n, t, k;
end:
    do
    :: d_step { writer[p].state == RESTING && nempty(queue[p]) -> take(p) }

    :: d_step { writer[p].state == AWAITING_LOOK && isCutOff(p) -> sendLook(p) }
    :: d_step { writer[p].state == AWAITING_LOOK && isAnswered(p, LOOKED) ->
        decide(p);
        if
        :: storesSomething(p) -> sendStore(p)
        :: else -> release(p); writer[p].state = ANSWERING
        fi }

    :: d_step { writer[p].state == AWAITING_STORE && isAnswered(p, COMMITTED) ->
        release(p); writer[p].state = ANSWERING }
    :: d_step { writer[p].state == AWAITING_STORE && isAnswered(p, REFUSED) -> forgetDecisions(p); sendLook(p) }
#if defined(FAULT_UNCERTAIN_IS_DONE_AGAIN)
    :: d_step { writer[p].state == AWAITING_STORE && isCutOff(p) -> forgetDecisions(p); sendLook(p) }
#elif defined(FAULT_UNCERTAIN_IS_STORED)
    :: d_step { writer[p].state == AWAITING_STORE && isCutOff(p) -> writer[p].state = ANSWERING }
#else
    :: d_step { writer[p].state == AWAITING_STORE && isCutOff(p) -> sendQuestion(p) }
#endif

    :: d_step { writer[p].state == AWAITING_FATE && isCutOff(p) -> sendQuestion(p) }
    :: d_step { writer[p].state == AWAITING_FATE && isAnswered(p, ASKED) ->
        k = sessionOf(p).found;
#if !defined(FAULT_QUESTION_KEEPS_LOCK)
        release(p);
#endif
        if
        :: k > 0 -> writer[p].state = ANSWERING
        :: else -> forgetDecisions(p); sendLook(p)
        fi;
        k = 0 }

    :: d_step { writer[p].state == ANSWERING -> answerNext(p) }
    od
}

/* ---- clients ---- */

inline send(t, p) {
    ticket[t] = QUEUED;
    queue[p] ! t
}

proctype Clients() {
end:
    do
    :: d_step { ticket[1] == UNSENT -> send(1, 0) }
    /* The client has lost patience, or its server: the same request with the same key, to whichever process. */
    :: d_step { ticket[2] == UNSENT && ticket[1] != UNSENT && ticket[1] != ANSWERED -> send(2, 0) }
    :: d_step { ticket[2] == UNSENT && ticket[1] != UNSENT && ticket[1] != ANSWERED -> send(2, 1) }
    :: d_step { ticket[3] == UNSENT -> send(3, 1) }
    /* Ticket.await: the longest wait is over and nobody has taken the ticket. */
    :: d_step { ticket[3] == QUEUED -> ticket[3] = LEFT }
    :: d_step { ticket[4] == UNSENT -> send(4, 0) }
    :: d_step { ticket[4] == UNSENT -> invalid = true; send(4, 1) }
    od
}

/* ---- what goes wrong ---- */

inline detach(s) {
    for (i : 0 .. PROCESSES - 1) {
        if
        :: writer[i].session == s + 1 -> writer[i].session = 0
        :: else
        fi
    }
    i = 0
}

inline sever(s) {
    misfortunes++;
    session[s].attached = false;
    detach(s)
}

/* Its queue is lost, its connection ends; it starts again with nothing. */
inline crash(p) {
    misfortunes++;
    do
    :: len(queue[p]) > 0 ->
        queue[p] ? t;
        if
        :: ticket[t] == QUEUED -> ticket[t] = LOST
        :: else
        fi
    :: else -> break
    od;
    forgetDecisions(p);
    for (i : 0 .. MOST_PER_BATCH - 1) {
        if
        :: writer[p].batch[i] != 0 -> ticket[writer[p].batch[i]] = LOST; writer[p].batch[i] = 0
        :: else
        fi
    }
    if
    :: writer[p].session != 0 -> session[writer[p].session - 1].attached = false; writer[p].session = 0
    :: else
    fi;
    writer[p].state = RESTING;
    i = 0;
    t = 0
}

/* What was committed is on disk, nothing else is; every connection ends. */
inline crashPostgres() {
    misfortunes++;
    register_lock = 0;
#if defined(FAULT_ASK_FOR_ID)
    drawn_id = document_id;
#endif
    for (j : 0 .. SESSIONS - 1) {
        clear(j)
    }
    for (j : 0 .. PROCESSES - 1) {
        writer[j].session = 0
    }
    j = 0;
#if defined(FAULT_COMMIT_IS_NOT_ON_DISK)
    if
    :: last > 0 ->
        assert(ticket[document[last]] != ANSWERED);
        document[last] = 0;
        last--
    :: else
    fi;
#endif
    checkDisk()
}

/* A connection that ends while it is not in use is as one that ends as soon as it is used again. */
#define mayBeSevered(p) (writer[p].session != 0 && writer[p].state != RESTING && writer[p].state != ANSWERING)

proctype Misfortune() {
    byte i, j, n, t;
end:
    do
    :: d_step { canGoWrong && mayBeSevered(0) ->
        n = writer[0].session - 1; sever(n); n = 0 }
    :: d_step { canGoWrong && mayBeSevered(1) ->
        n = writer[1].session - 1; sever(n); n = 0 }
    :: d_step { canGoWrong -> crash(0) }
    :: d_step { canGoWrong -> crash(1) }
    :: d_step { canGoWrong -> crashPostgres() }
    :: canGoWrong -> break   /* nothing goes wrong any more */
    od
}

/*
 * When nobody can do anything any more, everybody has an answer or has lost its process, and nothing is held. There is no infinite
 * run (ProtocolModelTest has Spin look for one), so every run ends here.
 */
#define isSettled(t) (ticket[t] == ANSWERED || ticket[t] == LEFT || ticket[t] == LOST)

proctype End() {
    byte i;
end:
    timeout ->
    d_step {
        assert(isSettled(1) && isSettled(3) && isSettled(4));
        assert(isSettled(2) || ticket[2] == UNSENT);
        assert(register_lock == 0);
        for (i : 0 .. PROCESSES - 1) {
            assert(writer[i].state == RESTING && empty(queue[i]))
        }
    }
}

init {
    byte i;
    atomic {
        for (i : 0 .. PROCESSES - 1) {
            run ServerProcess(i)
        }
        for (i : 0 .. SESSIONS - 1) {
            run PostgresSession(i)
        }
        i = 0;
        run Clients();
        run Misfortune();
        run End()
    }
}
