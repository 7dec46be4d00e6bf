package dev.weir.flow.edge;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.entry.Course;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.name.Block;
import dev.weir.flow.name.Expansion;
import dev.weir.flow.name.Name;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Route;
import java.util.List;
import java.util.Optional;

/// What stands behind the name that a call asks for: the request it stands for, and a way to go.
final class Naming {
  private final Snapshot books;
  private final Incoming incoming;
  private final Caller caller;

  Naming(Snapshot books, Incoming incoming, Caller caller) {
    this.books = books;
    this.incoming = incoming;
    this.caller = caller;
  }

  /// What a name comes to.
  sealed interface Named {

    /// @param ask of the request as it is meant
    /// @param body that request's
    /// @param name where it goes by: the model it asks for, unless an experiment says another
    /// @param alias the route of that name, if the book has one
    @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
    record As(Ask ask, byte[] body, String name, Optional<Route> alias, Origin origin)
        implements Named {}

    record Refused(Refusal refusal) implements Named {}
  }

  /// Where a request came from that was put together, for the record.
  ///
  /// @param names version of the book; empty if it had no say
  /// @param path the prompt, its version and the label
  record Origin(String names, String path, List<Course.Used> modules) {
    static final Origin CALLER = new Origin("", "", List.of());

    Origin {
      modules = List.copyOf(modules);
    }

    /// The course of an attempt.
    ///
    /// @param step of the route, to one of its targets
    /// @param parameters as the course's
    Course course(String cause, String wire, String step, String parameters) {
      String way = path.isEmpty() || step.isEmpty() ? path + step : path + "." + step;
      return new Course(cause, wire, way, names, modules, parameters, "");
    }
  }

  /// @param ask as the caller wrote it
  /// @param name it goes by
  /// @param tags those accepted for its principal
  /// @param draw the call's own
  Named of(Ask ask, String name, Tags tags, long draw) {
    return switch (books.names().find(name, tags::valueOrEmpty, draw)) {
      case Name.Model _ -> new Named.As(ask, caller.body(), name, Optional.empty(), Origin.CALLER);
      case Name.Alias alias ->
          new Named.As(
              ask,
              caller.body(),
              name,
              Optional.of(alias.route()),
              new Origin(books.namesVersion(), "", List.of()));
      case Name.Missing missing -> refused(Refusal.Kind.MODEL_UNKNOWN, missing.why());
      case Name.Prompted prompted -> put(prompted);
    };
  }

  private Named put(Name.Prompted prompted) {
    List<String> variables = caller.headers().all(Expansion.VARIABLES);
    if (variables.size() > 1) {
      return refused(
          Refusal.Kind.BODY_INVALID,
          "the header %s is given %d times".formatted(Expansion.VARIABLES, variables.size()));
    }
    String given = String.join("", variables);
    return switch (Expansion.of(prompted.prompt(), incoming, caller.body(), given)) {
      case Expansion.Refused refused -> refused(Refusal.Kind.BODY_INVALID, refused.why());
      case Expansion.Expanded expanded ->
          caller.holdMade(expanded.body().length)
              ? read(prompted, expanded)
              : new Named.Refused(Carriage.NO_ROOM);
    };
  }

  private Named read(Name.Prompted prompted, Expansion.Expanded expanded) {
    return switch (AskReader.read(expanded.incoming(), expanded.body())) {
      case AskReader.Reading.Malformed malformed -> new Named.Refused(malformed.refusal());
      case AskReader.Reading.Understood understood ->
          new Named.As(
              understood.ask(),
              expanded.body(),
              understood.ask().model(),
              books.names().alias(prompted.prompt().model()),
              new Origin(
                  books.namesVersion(),
                  prompted.path(),
                  prompted.prompt().blocks().stream().map(Naming::used).toList()));
    };
  }

  private static Course.Used used(Block block) {
    return new Course.Used(block.module(), block.version(), block.tokens());
  }

  private static Named refused(Refusal.Kind kind, String why) {
    return new Named.Refused(Refusal.of(kind, why));
  }
}
