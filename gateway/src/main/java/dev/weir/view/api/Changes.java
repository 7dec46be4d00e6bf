package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Publishes what operators change, and says what became of it.
final class Changes {
  private final Books books;

  Changes(Books books) {
    this.books = books;
  }

  /// A thing in force, with its version.
  Optional<Version> current(Kind kind, String id) {
    return books.facts().current(kind, id).filter(version -> !version.retired());
  }

  /// The version of a thing that was in force at an instant.
  Optional<Version> known(Kind kind, String id, Instant at) {
    Predicate<Version> isThere = version -> !version.at().isAfter(at);
    return books
        .facts()
        .current(kind, id)
        .filter(isThere)
        .or(() -> books.facts().history(kind, id).stream().filter(isThere).findFirst())
        .filter(version -> !version.retired());
  }

  /// All things of a kind in force, by id.
  List<Version> current(Kind kind) {
    return books.facts().current(kind).stream().filter(version -> !version.retired()).toList();
  }

  /// Of a kind that names its use case: the one it is of, and the one it is to be of.
  Demand.Belonging useCasesOf(Kind kind) {
    return inquiry ->
        Stream.concat(
                current(kind, inquiry.id()).stream().map(Version::body), Stream.of(inquiry.body()))
            .map(body -> body.path("use_case"))
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .collect(Collectors.toUnmodifiableSet());
  }

  Answer put(Kind kind, String id, ObjectNode body, Inquiry inquiry) {
    return publish(List.of(change(kind, id, body, false, inquiry)));
  }

  /// The same, where it has been judged against a version that was read: that one, or nothing.
  ///
  /// @param read its number, 0 = there was none; another one that the inquiry expects is a conflict
  /// @param page what is told of it
  Answer put(
      Kind kind, ObjectNode body, Inquiry inquiry, int read, UnaryOperator<Pages.Changed> page) {
    Change change = change(kind, inquiry.id(), body, false, inquiry);
    int expected = inquiry.expectedVersion().orElse(read);
    return expected != read
        ? conflict(change, read)
        : answer(
            books.publish(List.of(change.expecting(read))),
            done -> page.apply(changed(done.versions().getFirst())));
  }

  private static Answer conflict(Change change, int actual) {
    return new Answer.Fault(
        409,
        "version_conflict",
        "%s '%s' has version %d now; nothing was changed"
            .formatted(change.kind().code(), change.id(), actual));
  }

  /// Takes a thing out of force.
  ///
  /// @param also things that cannot be without it
  Answer retire(Kind kind, String id, List<Version> also, Inquiry inquiry) {
    Optional<Version> there = current(kind, id);
    if (there.isEmpty()) {
      return Answer.missing(kind.code(), id);
    }
    List<Change> changes = new ArrayList<>();
    changes.add(change(kind, id, there.get().body(), true, inquiry));
    for (Version each : also) {
      changes.add(
          new Change(
              each.kind(),
              each.id(),
              each.body(),
              true,
              OptionalInt.of(each.version()),
              inquiry.who(),
              inquiry.why()));
    }
    return publish(changes);
  }

  /// The version that a change is made against: where nothing is in force, and 0 is said, that
  /// which was taken out of force.
  OptionalInt expected(Kind kind, String id, Inquiry inquiry) {
    OptionalInt said = inquiry.expectedVersion();
    return said.isPresent() && said.getAsInt() == 0
        ? OptionalInt.of(
            books
                .facts()
                .current(kind, id)
                .filter(Version::retired)
                .map(Version::version)
                .orElse(0))
        : said;
  }

  private Change change(Kind kind, String id, ObjectNode body, boolean retired, Inquiry inquiry) {
    return new Change(
        kind, id, body, retired, expected(kind, id, inquiry), inquiry.who(), inquiry.why());
  }

  Answer publish(List<Change> changes) {
    return one(books.publish(changes));
  }

  /// What became of a change of one thing.
  static Answer one(Published published) {
    return answer(published, done -> changed(done.versions().getFirst()));
  }

  static Answer answer(Published published, Function<Published.Done, Object> page) {
    return switch (published) {
      case Published.Done done -> Answer.of(page.apply(done));
      case Published.Invalid invalid -> Answer.invalid(invalid.message());
      case Published.Forbidden(String code, String message) -> new Answer.Fault(409, code, message);
      case Published.Unable unable ->
          Answer.unavailable("nothing was changed, try again: " + unable.message());
      case Published.Conflict(Change change, int actual) -> conflict(change, actual);
    };
  }

  static Pages.Changed changed(Version version) {
    return new Pages.Changed(
        version.kind().code(),
        version.id(),
        version.version(),
        version.at(),
        version.who(),
        version.why(),
        List.of());
  }
}
