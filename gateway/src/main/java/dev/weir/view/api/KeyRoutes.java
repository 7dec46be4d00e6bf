package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.KeyText;
import dev.weir.flow.books.Keys;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.identity.Purpose;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.identity.VirtualKey.OnMissing;
import dev.weir.view.right.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Virtual keys.
final class KeyRoutes {
  private static final Duration OVERLAP = Duration.ofHours(24);

  private final RunningGateway gateway;
  private final Changes changes;

  KeyRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// What a new key may say of itself; docs/keys-and-tags.md.
  record KeySettings(
      String name,
      Optional<Map<String, String>> fixedTags,
      Optional<List<String>> settableTags,
      Optional<Boolean> trustsUserTags,
      Optional<OnMissing> onMissing,
      Optional<Integer> distinctMax,
      Optional<List<String>> models,
      Optional<List<String>> purposes,
      Optional<Instant> expires) {}

  /// Settings to change, a JSON merge patch (RFC 7396): a field that is there is replaced, of
  /// `fixed_tags` each tag that is there; null stands for the default.
  record KeyChange(
      Optional<String> name,
      Optional<Map<String, String>> fixedTags,
      Optional<List<String>> settableTags,
      Optional<Boolean> trustsUserTags,
      Optional<OnMissing> onMissing,
      Optional<Integer> distinctMax,
      Optional<List<String>> models,
      Optional<List<String>> purposes,
      Optional<Instant> expires) {}

  record KeyList(List<KeyPage> keys) {}

  /// A key; never its secret.
  ///
  /// @param status `active`, `expired` or `revoked`
  /// @param oldSecretsUntil ends of the overlaps of rotated secrets
  record KeyPage(
      String id,
      int version,
      String name,
      String status,
      Map<String, String> fixedTags,
      List<String> settableTags,
      boolean trustsUserTags,
      OnMissing onMissing,
      int distinctMax,
      List<String> models,
      List<String> purposes,
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> revoked,
      List<Instant> oldSecretsUntil) {}

  /// @param secret shown this once
  record IssuedSecret(String id, String secret) {}

  record Rotation(Optional<Long> overlapSeconds) {}

  record Expiry(Instant at) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listKeys", "/api/v1/keys", "All virtual keys.")
            .needs(Right.READ_OF_TEAMS)
            .answers(KeyList.class)
            .does(this::list),
        Endpoint.change(
                "POST", "createKey", "/api/v1/keys", "Makes a key; its secret is shown this once.")
            .needs(Right.ADMINISTER)
            .takes(KeySettings.class)
            .creates(IssuedSecret.class)
            .does(this::create),
        Endpoint.get("getKey", "/api/v1/keys/{id}", "One virtual key.")
            .needs(Right.READ_OF_TEAMS)
            .answers(KeyPage.class)
            .does(this::one),
        Endpoint.change(
                "PATCH",
                "changeKey",
                "/api/v1/keys/{id}",
                "Changes what a key may do, from the next call on; its secrets stay.")
            .needs(Right.ADMINISTER)
            .versioned()
            .takes(KeyChange.class)
            .answers(Pages.Changed.class)
            .does(this::change),
        Endpoint.change(
                "POST",
                "rotateKey",
                "/api/v1/keys/{id}/rotate",
                "Gives a key a new secret; the old one works on for a while, a day by default.")
            .needs(Right.ADMINISTER)
            .takes(Rotation.class)
            .answers(IssuedSecret.class)
            .does(this::rotate),
        Endpoint.change(
                "POST", "expireKey", "/api/v1/keys/{id}/expire", "Ends a key at an instant.")
            .needs(Right.ADMINISTER)
            .takes(Expiry.class)
            .answers(Pages.Changed.class)
            .does(this::expire),
        Endpoint.change(
                "POST", "revokeKey", "/api/v1/keys/{id}/revoke", "Takes a key back, for good.")
            .needs(Right.ADMINISTER)
            .answers(Pages.Changed.class)
            .does(this::revoke));
  }

  private Answer list(Inquiry inquiry) {
    Sight sight = Sight.of(gateway, inquiry);
    return Answer.of(
        new KeyList(
            changes.current(Kind.KEY).stream()
                .filter(each -> sight.seesKey(each.id()))
                .map(each -> page(each, inquiry.now()))
                .toList()));
  }

  private Answer one(Inquiry inquiry) {
    return changes
        .current(Kind.KEY, inquiry.id())
        .filter(each -> Sight.of(gateway, inquiry).seesKey(each.id()))
        .map(version -> Answer.of(page(version, inquiry.now())))
        .orElseGet(() -> Answer.missing("key", inquiry.id()));
  }

  private Answer create(Inquiry inquiry) {
    ObjectNode settings = inquiry.body();
    return issued(gateway.keys().create(settings, inquiry.who(), inquiry.why()));
  }

  private Answer change(Inquiry inquiry) {
    return ofKey(
        inquiry,
        gateway
            .keys()
            .change(
                inquiry.id(),
                inquiry.body(),
                inquiry.expectedVersion(),
                inquiry.who(),
                inquiry.why()));
  }

  private Answer rotate(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("overlap_seconds"));
    Duration overlap = inquiry.seconds("overlap_seconds", OVERLAP);
    return changes.current(Kind.KEY, inquiry.id()).isEmpty()
        ? Answer.missing("key", inquiry.id())
        : issued(gateway.keys().rotate(inquiry.id(), overlap, inquiry.who(), inquiry.why()));
  }

  private Answer expire(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("at"));
    Instant at =
        inquiry
            .optionalInstant("at")
            .orElseThrow(() -> new IllegalArgumentException("field 'at' is missing"));
    return ofKey(inquiry, gateway.keys().expire(inquiry.id(), at, inquiry.who(), inquiry.why()));
  }

  private Answer revoke(Inquiry inquiry) {
    return ofKey(inquiry, gateway.keys().revoke(inquiry.id(), inquiry.who(), inquiry.why()));
  }

  private Answer ofKey(Inquiry inquiry, Published published) {
    return changes.current(Kind.KEY, inquiry.id()).isEmpty()
        ? Answer.missing("key", inquiry.id())
        : Changes.answer(published, done -> Changes.changed(done.versions().getFirst()));
  }

  static Answer issued(Keys.Issued issued) {
    return Changes.answer(
        issued.published(),
        _ -> new IssuedSecret(issued.id(), issued.secret().orElseThrow().text()));
  }

  private static KeyPage page(Version version, Instant now) {
    VirtualKey key = KeyText.read(version.id(), version.body());
    return new KeyPage(
        key.id(),
        version.version(),
        key.name(),
        status(key, now),
        key.fixed().toMap(),
        key.settable().stream().sorted().toList(),
        key.trustsUserTags(),
        key.onMissing(),
        key.distinctMax(),
        key.models(),
        key.purposes().stream().map(Purpose::code).sorted().toList(),
        key.created(),
        key.expires(),
        key.revoked(),
        key.secrets().stream().flatMap(secret -> secret.until().stream()).toList());
  }

  private static String status(VirtualKey key, Instant now) {
    if (key.revoked().isPresent()) {
      return "revoked";
    }
    return key.expires().filter(end -> !now.isBefore(end)).isPresent() ? "expired" : "active";
  }
}
