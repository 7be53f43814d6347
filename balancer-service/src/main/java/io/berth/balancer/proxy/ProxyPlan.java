package io.berth.balancer.proxy;

import java.util.List;

/** What to do with a balancer's HAProxy process and its file. Pure. */
final class ProxyPlan {
    private ProxyPlan() {}

    /**
     * What should be.
     *
     * @param deleted the balancer is to go
     * @param structure digest of everything that only a reload changes
     */
    record Wanted(boolean deleted, String structure) {}

    /**
     * What is.
     *
     * @param structure of the running process, empty when it is not one of ours; null while it does not answer
     * @param refused a structure that it lately refused and is not to be offered yet, or null
     */
    record Actual(Process process, String structure, String refused) {
        Actual(Process process, String structure) {
            this(process, structure, null);
        }

        Actual refusing(String structure) {
            return new Actual(process, this.structure, structure);
        }
    }

    enum Process {
        /** There is no container. */
        ABSENT,
        /** There is one that does not run and that the engine will not start by itself. */
        STOPPED,
        /** It runs but does not answer yet. */
        SILENT,
        /** It ends again and again, or has been silent for too long. */
        CRASHING,
        /** It answers. */
        ANSWERING
    }

    static List<Action> between(Wanted wanted, Actual actual) {
        if (wanted.deleted()) {
            return actual.process() == Process.ABSENT
                    ? List.of(new Forget())
                    : List.of(new RemoveProxy(), new Forget());
        }
        return switch (actual.process()) {
            case ABSENT -> List.of(new WriteStartFile(), new CreateProxy(), new Await(false));
            case STOPPED -> List.of(new WriteStartFile(), new StartProxy(), new Await(false));
            case CRASHING -> List.of(new WriteStartFile(), new RestartProxy(), new Await(true));
            case SILENT -> List.of(new Await(false));
            case ANSWERING ->
                wanted.structure().equals(actual.structure())
                                || wanted.structure().equals(actual.refused())
                        ? List.of(new ArrangeServers())
                        : List.of(new SaveServers(), new Reload(), new ArrangeServers());
        };
    }

    sealed interface Action
            permits Forget,
                    RemoveProxy,
                    WriteStartFile,
                    CreateProxy,
                    StartProxy,
                    RestartProxy,
                    Await,
                    SaveServers,
                    Reload,
                    ArrangeServers {}

    /** The balancer is gone: drop its rows and files. */
    record Forget() implements Action {}

    record RemoveProxy() implements Action {}

    /** A file without listening addresses, which always starts; the addresses come with the reload that follows. */
    record WriteStartFile() implements Action {}

    record CreateProxy() implements Action {}

    record StartProxy() implements Action {}

    record RestartProxy() implements Action {}

    /** Look again soon; not so soon when it ends again and again. */
    record Await(boolean patiently) implements Action {}

    /** Write the servers' states where the next worker reads them. */
    record SaveServers() implements Action {}

    record Reload() implements Action {}

    /** Compare the servers at run time, see {@link ServerPlan}. */
    record ArrangeServers() implements Action {}
}
