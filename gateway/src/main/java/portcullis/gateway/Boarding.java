package portcullis.gateway;

import java.util.Optional;
import portcullis.gateway.Watch.Phase;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Landing;
import portcullis.gateway.remember.Recall;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.remember.Seat;
import portcullis.gateway.settle.Settled;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * Finds the flight that brings a call's answer: one that has landed before, one that is on its way
 * for others, or a new one. Confined to the call.
 */
final class Boarding {
    private final Rooms rooms;
    private final Lobby lobby;
    private final Host host;
    private Decision heard = Decision.ANSWERED;

    /** What a call brings along. */
    record Lobby(Delivery delivery, Steps steps, Watch watch) {}

    /** The journey. */
    interface Host {
        Passenger passenger(Way way);

        /** The call hears this flight from now on. */
        void takes(Way way, Seat seat);

        void broke(Throwable bug);
    }

    Boarding(Rooms rooms, Lobby lobby, Host host) {
        this.rooms = rooms;
        this.lobby = lobby;
        this.host = host;
    }

    /** How the answer came, unless the call leads at the end. */
    Decision heard() {
        return heard;
    }

    void remember(Way way) {
        Recall recall = rooms.memory().recall(way.request(), way.model().cache());
        lobby.watch().ended(Phase.RECALL);
        switch (recall) {
            case Recall.Hit(Remembered answer) -> {
                heard = Decision.CACHED;
                listen(way, Flight.of(answer), "hit");
            }
            case Recall.Asking(Flight mine, var soon) -> {
                heard = Decision.ANSWERED;
                Passenger ear = listen(way, mine, "miss");
                soon.thenAccept(found -> ear.carry(() -> looked(way, mine, found)));
            }
            case Recall.Joined(Flight ahead) -> {
                heard = Decision.JOINED;
                listen(way, ahead, "joined");
            }
            case Recall.Miss(Flight mine) -> fly(way, mine, "miss");
            case Recall.Off _ -> fly(way, Flight.alone(), "off");
        }
    }

    void fly(Way way, Flight flight, String cache) {
        heard = Decision.ANSWERED;
        listen(way, flight, cache);
        if (Parts.needs(way.request())) {
            new Parts(rooms, way, flight).begin();
        } else {
            new Run(rooms, way, flight).begin();
        }
    }

    /**
     * Another process was asked, and this call or others listen: whoever is left is flown for, also
     * when this call has ended meanwhile.
     */
    private void looked(Way way, Flight mine, Optional<Remembered> found) {
        if (found.isPresent()) {
            lobby.steps().hop(this::cached);
            rooms.memory().ended(mine);
            mine.bring(found.get());
            return;
        }
        try {
            Run run = new Run(rooms, way, mine);
            if (mine.mood() == Flight.Mood.ABANDONED) {
                run.changed();
            } else {
                run.begin();
            }
        } catch (RuntimeException bug) {
            rooms.memory().ended(mine);
            lobby.steps().hop(() -> host.broke(bug));
            mine.end(new Landing.Lost(Refusal.of(RefusalCode.INTERNAL)), Settled.NOTHING);
        }
    }

    private void cached() {
        heard = Decision.CACHED;
        lobby.delivery().header("x-portcullis-cache", "hit");
        lobby.watch().ended(Phase.RECALL);
    }

    /**
     * A flight that has just ended or grown too long is not joined: the next look finds another.
     */
    private Passenger listen(Way way, Flight flight, String cache) {
        lobby.delivery().header("x-portcullis-cache", cache);
        Passenger ear = host.passenger(way);
        flight.board(ear)
                .ifPresentOrElse(
                        seat -> host.takes(way, seat),
                        () -> lobby.steps().hop(() -> remember(way)));
        return ear;
    }
}
