package portcullis.gateway;

import java.util.function.Predicate;
import portcullis.gateway.receive.Received;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

/** A request and the model that it is for, with the targets that can do what is asked. */
record Asked(Model model, Received received) {

    static Outcome<Asked> of(Rooms rooms, Received received, Permitted caller) {
        return rooms.catalogue()
                .find(received)
                .then(model -> allowed(model, caller))
                .then(model -> able(rooms, model, received))
                .map(model -> new Asked(model, received));
    }

    /** A model that a key may not use is for its callers one that does not exist. */
    private static Outcome<Model> allowed(Model model, Permitted caller) {
        return caller.scope().allows(model.name())
                ? Outcome.passed(model)
                : Outcome.refused(RefusalCode.MODEL_NOT_FOUND);
    }

    /** Only some targets turn texts into vectors. */
    private static Outcome<Model> able(Rooms rooms, Model model, Received received) {
        if (received.raw().dialect() != Dialect.OPENAI_EMBEDDINGS) {
            return Outcome.passed(model);
        }
        Predicate<Target> embeds = target -> rooms.provider(target).embeds(target.model());
        return model.targets().stream().noneMatch(embeds)
                ? Outcome.refused(RefusalCode.MODEL_UNFIT)
                : Outcome.passed(model.through(embeds));
    }
}
