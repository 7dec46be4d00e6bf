package dev.weir.flow.identity;

import dev.weir.flow.dialect.SelfNamed;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.refusal.Refusal.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says who makes a call, from its key and what the call carries: tags by the precedence fixed >
/// header > baggage > body, completed by the parents of typed values, checked against the registry.
///
/// Thread-safe: event loops share one, because the values seen per key are counted together. Its
/// only state are those counts.
public final class Identify {
  private static final String PURPOSE_HEADER = "x-weir-purpose";
  private static final String PARENT_HEADER = "x-weir-parent-call";
  private static final String CALL_ID_PREFIX = "call_";
  private static final String CALL_ID_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CALL_ID_LENGTH = 31;

  private final DistinctValues distinct = new DistinctValues();

  /// What is known of a call's maker.
  public sealed interface Answer {

    /// @param parentCall id of the call on whose behalf this one is made, in the form of a call id;
    ///   whether there is such a call is not known here
    record Accepted(Principal principal, Purpose purpose, Optional<String> parentCall)
        implements Answer {}

    record Refused(Refusal refusal) implements Answer {}
  }

  /// Identifies one call.
  ///
  /// @param key the key it presented
  /// @param registry tags in force
  /// @param body what its body says of its caller
  /// @param now the instant of its acceptance
  public Answer principal(
      VirtualKey key, TagRegistry registry, HeaderLookup headers, SelfNamed body, Instant now) {
    String purposeCode = headers.find(PURPOSE_HEADER);
    Optional<Purpose> purpose =
        purposeCode == null ? Optional.of(Purpose.PRIMARY) : Purpose.ofCode(purposeCode);
    if (purpose.isEmpty()) {
      return invalid("header '%s' is one of %s".formatted(PURPOSE_HEADER, Purpose.CODES));
    }
    if (!key.purposes().isEmpty() && !key.purposes().contains(purpose.get())) {
      return invalid(
          "key '%s' may not call for the purpose '%s'".formatted(key.name(), purpose.get().code()));
    }
    String parent = headers.find(PARENT_HEADER);
    if (parent != null && !isCallId(parent)) {
      return invalid(
          "header '%s' is 'call_' and 26 letters and digits, was '%s'"
              .formatted(PARENT_HEADER, TagText.printable(parent)));
    }
    return switch (tags(key, registry, headers, body, now)) {
      case Tagged.Accepted(Principal principal) ->
          new Answer.Accepted(principal, purpose.get(), Optional.ofNullable(parent));
      case Tagged.Refused(Refusal refusal) -> new Answer.Refused(refusal);
    };
  }

  private sealed interface Tagged {
    record Accepted(Principal principal) implements Tagged {}

    record Refused(Refusal refusal) implements Tagged {}
  }

  private Tagged tags(
      VirtualKey key, TagRegistry registry, HeaderLookup headers, SelfNamed body, Instant now) {
    CarriedTags carried = new CarriedTags(key);
    carried.readHeaders(headers);
    carried.readBaggage(headers.find("baggage"));
    carried.readBody(body);
    int carriedEnd = carried.tags().size();
    carried.deriveParents(registry);
    if (!carried.problem().isEmpty()) {
      return new Tagged.Refused(Refusal.of(Kind.TAGS_INVALID, carried.problem()));
    }
    for (int i = 0; i < carried.tags().size(); i++) {
      Optional<Refusal> refusal = registry.refusalOf(carried.tags().get(i), now);
      if (refusal.isPresent()) {
        return new Tagged.Refused(refusal.get());
      }
    }
    List<String> missing = missing(registry.required(), carried);
    if (!missing.isEmpty() && key.onMissing() == VirtualKey.OnMissing.REFUSE) {
      return new Tagged.Refused(
          Refusal.of(
              Kind.TAGS_MISSING,
              "required tags %s are missing: key '%s' fixes none, and the call carries none that the"
                      .formatted(missing, key.name())
                  + " key lets callers set"));
    }
    Optional<Refusal> overCap = overCap(key, carried, carriedEnd, now);
    if (overCap.isPresent()) {
      return new Tagged.Refused(overCap.get());
    }
    return new Tagged.Accepted(principal(key, carried, !missing.isEmpty()));
  }

  private static List<String> missing(List<String> required, CarriedTags carried) {
    List<String> missing = List.of();
    for (int i = 0; i < required.size(); i++) {
      if (carried.valueOf(required.get(i)).isEmpty()) {
        missing = missing.isEmpty() ? new ArrayList<>() : missing;
        missing.add(required.get(i));
      }
    }
    return missing;
  }

  /// Sessions are many by nature and nothing is counted per session, so they have no cap.
  private Optional<Refusal> overCap(
      VirtualKey key, CarriedTags carried, int carriedEnd, Instant now) {
    for (int i = carried.fixedCount(); i < carriedEnd; i++) {
      Tags.Tag tag = carried.tags().get(i);
      if (!tag.name().equals(TagNames.SESSION)
          && !distinct.admits(key, tag.name(), tag.value(), now)) {
        return Optional.of(
            Refusal.of(
                Kind.TAGS_INVALID,
                "tag '%s': callers of key '%s' gave it %d different values today, its cap, and '%s'"
                        .formatted(
                            tag.name(),
                            key.name(),
                            key.distinctMax(),
                            TagText.printable(tag.value()))
                    + " is one more"));
      }
    }
    return Optional.empty();
  }

  private static Principal principal(VirtualKey key, CarriedTags carried, boolean quarantined) {
    List<Tags.Tag> tags = carried.tags();
    if (quarantined) {
      tags.removeIf(tag -> tag.name().equals(TagNames.USE_CASE));
      tags.add(new Tags.Tag(TagNames.USE_CASE, TagRegistry.QUARANTINE + key.name()));
      tags.add(new Tags.Tag(TagRegistry.QUARANTINED, "yes"));
    }
    tags.add(new Tags.Tag(TagNames.KEY, key.id()));
    return new Principal(key.id(), Tags.ofDistinct(tags), quarantined);
  }

  private static Answer invalid(String message) {
    return new Answer.Refused(Refusal.of(Kind.TAGS_INVALID, message));
  }

  private static boolean isCallId(String text) {
    if (text.length() != CALL_ID_LENGTH || !text.startsWith(CALL_ID_PREFIX)) {
      return false;
    }
    for (int i = CALL_ID_PREFIX.length(); i < text.length(); i++) {
      if (CALL_ID_ALPHABET.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
