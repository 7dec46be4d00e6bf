package dev.weir.flow.identity;

import static dev.weir.flow.identity.Sample.NOW;
import static dev.weir.flow.identity.Sample.REQUIRED;
import static dev.weir.flow.identity.Sample.body;
import static dev.weir.flow.identity.Sample.headers;
import static dev.weir.flow.identity.Sample.keyOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.SelfNamed;
import dev.weir.flow.identity.Identify.Answer.Accepted;
import dev.weir.flow.identity.Identify.Answer.Refused;
import dev.weir.flow.identity.VirtualKey.OnMissing;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.refusal.Refusal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IdentifyTest {
  private static final HeaderLookup NO_HEADERS = headers();

  private final Identify identify = new Identify();

  private Identify.Answer ask(VirtualKey key, HeaderLookup headers, SelfNamed body) {
    return identify.principal(key, TagRegistry.OPEN, headers, body, NOW);
  }

  private Tags accepted(VirtualKey key, HeaderLookup headers, SelfNamed body) {
    return principal(ask(key, headers, body)).tags();
  }

  private static Principal principal(Identify.Answer answer) {
    assertThat(answer).isInstanceOf(Accepted.class);
    return ((Accepted) answer).principal();
  }

  private static Refusal refusal(Identify.Answer answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    return ((Refused) answer).refusal();
  }

  /// Every subset of the four carriers, each saying another team; the best one present wins.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void takesATagFromTheBestCarrierThatHasIt(int carriers) {
    Tags fixed = (carriers & 1) != 0 ? REQUIRED.with("team", "fixed") : REQUIRED;
    List<String> headers = new ArrayList<>();
    if ((carriers & 2) != 0) {
      headers.addAll(List.of("x-weir-team", "header"));
    }
    if ((carriers & 4) != 0) {
      headers.addAll(List.of("baggage", "other=1, weir.team=baggage;ttl=3"));
    }
    SelfNamed body = new SelfNamed("", "", (carriers & 8) != 0 ? Map.of("team", "body") : Map.of());
    String best =
        List.of("fixed", "header", "baggage", "body").get(Integer.numberOfTrailingZeros(carriers));

    Tags tags =
        accepted(
            keyOf(fixed, Set.of("team"), false), headers(headers.toArray(String[]::new)), body);

    assertThat(tags.get("team")).contains(best);
  }

  @Test
  void ignoresEveryCarrierOfATagTheKeyFixes() {
    HeaderLookup all =
        headers(
            "x-weir-use-case",
            "theft",
            "x-weir-tags",
            "use_case=theft",
            "baggage",
            "weir.use_case=theft");
    Tags tags =
        accepted(
            keyOf(REQUIRED, Set.of(), false),
            all,
            new SelfNamed("", "", Map.of("use_case", "theft")));
    assertThat(tags.get("use_case")).contains("claims");
  }

  @ParameterizedTest
  @CsvSource({
    "x-weir-use-case, use_case",
    "x-weir-user, user",
    "x-weir-role, role",
    "x-weir-team, team",
    "x-weir-department, department",
    "x-weir-project, project",
    "x-weir-environment, environment",
    "x-weir-session, session",
    "x-weir-cost-centre, cost_centre"
  })
  void setsATagByItsHeaderOnlyWhereTheKeyLetsIt(String header, String tag) {
    Set<String> free = tag.equals("user") ? Set.of() : Set.of(tag);
    assertThat(
            identify.principal(
                keyOf(Tags.NONE, free, true),
                new TagRegistry(List.of(), List.of()),
                headers(header, "v"),
                SelfNamed.NONE,
                NOW))
        .isInstanceOfSatisfying(
            Accepted.class, answer -> assertThat(answer.principal().tags().get(tag)).contains("v"));

    Refusal refusal =
        refusal(ask(keyOf(Tags.NONE, Set.of(), false), headers(header, "v"), SelfNamed.NONE));
    assertThat(refusal.kind()).isEqualTo(Kind.TAGS_INVALID);
    assertThat(refusal.message()).contains("'" + tag + "'").contains("claims bot");
  }

  @Test
  void passesOverBaggageAndBodyTheKeyDoesNotTrust() {
    Tags tags =
        accepted(
            keyOf(REQUIRED, Set.of(), false),
            headers("baggage", "weir.user=eve,weir.team=x,weir.key=key_other"),
            new SelfNamed("eve", "eve", Map.of("team", "x", "key", "key_other")));
    assertThat(tags).isEqualTo(REQUIRED.with("key", "key_a"));
  }

  /// Defect D16: a shared key must not pin its first user, whichever way the user is passed.
  @ParameterizedTest
  @ValueSource(strings = {"header", "list", "baggage", "user", "safety_identifier"})
  void keepsAHundredUsersOfOneKeyApart(String way) throws Exception {
    VirtualKey shared = keyOf(REQUIRED, Set.of(), true);
    Set<String> seen = new HashSet<>();
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String user = "user-" + i % 100;
      calls.add(() -> {
        String got = accepted(shared, headersOf(way, user), bodyOf(way, user)).valueOrEmpty("user");
        assertThat(got).isEqualTo(user);
        return got;
      });
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<String> call : threads.invokeAll(calls)) {
        seen.add(call.get());
      }
    }
    assertThat(seen).hasSize(100);
  }

  private static HeaderLookup headersOf(String way, String user) {
    return switch (way) {
      case "header" -> headers("x-weir-user", user);
      case "list" -> headers("x-weir-tags", "user=" + user);
      case "baggage" -> headers("baggage", "weir.user=" + user);
      default -> NO_HEADERS;
    };
  }

  private static SelfNamed bodyOf(String way, String user) {
    return switch (way) {
      case "user" -> body(user);
      case "safety_identifier" -> new SelfNamed("", user, Map.of());
      default -> body("somebody else");
    };
  }

  @Test
  void refusesAUserFromAKeyThatDoesNotTrustItsCallers() {
    Refusal refusal =
        refusal(
            ask(keyOf(REQUIRED, Set.of(), false), headers("x-weir-user", "eve"), SelfNamed.NONE));
    assertThat(refusal.message()).contains("'user'").contains("claims bot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "model", "provider", "purpose", "quarantined"})
  void letsNobodySetWhatWeirSets(String tag) {
    Refusal refusal =
        refusal(
            ask(
                keyOf(REQUIRED, Set.of(), true),
                headers("x-weir-tags", tag + "=x"),
                SelfNamed.NONE));
    assertThat(refusal.kind()).isEqualTo(Kind.TAGS_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ticket",
        "=x",
        "Ticket=1",
        "ticket=%zz",
        "ticket=%ff",
        "ticket=%0a",
        "ticket=1,ticket=2",
        "unknown=1"
      })
  void refusesAMalformedOrContradictoryTagList(String list) {
    Refusal refusal =
        refusal(
            ask(
                keyOf(REQUIRED, Set.of("ticket"), false),
                headers("x-weir-tags", list),
                SelfNamed.NONE));
    assertThat(refusal.kind()).isEqualTo(Kind.TAGS_INVALID);
  }

  @Test
  void decodesPercentEncodedValuesInListAndBaggage() {
    VirtualKey key = keyOf(REQUIRED, Set.of("ticket", "team"), false);
    Tags tags =
        accepted(
            key,
            headers(
                "x-weir-tags", "ticket=a%2Cb%3D1 , ", "baggage", "weir.team=K%C3%BCche;p=1,x=y"),
            SelfNamed.NONE);
    assertThat(tags.get("ticket")).contains("a,b=1");
    assertThat(tags.get("team")).contains("Küche");
  }

  @Test
  void refusesAValueThatIsTooLong() {
    VirtualKey key = keyOf(REQUIRED, Set.of("team"), true);
    assertThat(accepted(key, headers("x-weir-team", "x".repeat(256)), SelfNamed.NONE).get("team"))
        .isPresent();
    assertThat(refusal(ask(key, headers("x-weir-team", "x".repeat(257)), SelfNamed.NONE)).kind())
        .isEqualTo(Kind.TAGS_INVALID);
    assertThat(refusal(ask(key, NO_HEADERS, body("x".repeat(257)))).kind())
        .isEqualTo(Kind.TAGS_INVALID);
  }

  @Test
  void namesEveryMissingRequiredTag() {
    Tags some = Tags.of(Map.of("use_case", "claims", "role", "agent"));
    Refusal refusal = refusal(ask(keyOf(some, Set.of(), false), NO_HEADERS, SelfNamed.NONE));
    assertThat(refusal.kind()).isEqualTo(Kind.TAGS_MISSING);
    assertThat(refusal.message()).contains("[department, environment]");
  }

  @Test
  void quarantinesUnderAUseCaseOfItsOwnWhereTheKeySaysSo() {
    VirtualKey key =
        Sample.key(
            "key_q",
            Sample.secret(),
            Tags.of(Map.of("team", "core", "use_case", "claims")),
            Set.of(),
            false,
            OnMissing.QUARANTINE,
            10);
    Principal principal = principal(ask(key, NO_HEADERS, SelfNamed.NONE));
    assertThat(principal.quarantined()).isTrue();
    assertThat(principal.tags().toMap())
        .isEqualTo(
            Map.of(
                "use_case", "quarantine:claims bot",
                "quarantined", "yes",
                "team", "core",
                "key", "key_q"));
  }

  @Test
  void letsNobodyClaimToBeQuarantined() {
    VirtualKey key = keyOf(REQUIRED.with("use_case", "x"), Set.of(), false);
    assertThat(principal(ask(key, NO_HEADERS, SelfNamed.NONE)).quarantined()).isFalse();
    VirtualKey open = keyOf(Tags.NONE, Set.of("use_case"), false);
    assertThat(
            refusal(ask(open, headers("x-weir-use-case", "quarantine:x"), SelfNamed.NONE)).kind())
        .isEqualTo(Kind.TAGS_INVALID);
  }

  @Test
  void capsTheDifferentValuesOfATagPerKeyAndDay() {
    VirtualKey key =
        Sample.key("key_c", Sample.secret(), REQUIRED, Set.of(), true, OnMissing.REFUSE, 3);
    for (String user : List.of("a", "b", "c", "a")) {
      accepted(key, NO_HEADERS, body(user));
    }
    Refusal refusal = refusal(ask(key, NO_HEADERS, body("d")));
    assertThat(refusal.kind()).isEqualTo(Kind.TAGS_INVALID);
    assertThat(refusal.message()).contains("3").contains("'d'");

    accepted(key, NO_HEADERS, body("b"));
    accepted(keyOf(REQUIRED, Set.of(), true), NO_HEADERS, body("d"));
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    assertThat(identify.principal(key, TagRegistry.OPEN, NO_HEADERS, body("d"), tomorrow))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void doesNotCountValuesOfCallsItRefuses() {
    VirtualKey key =
        Sample.key("key_n", Sample.secret(), Tags.NONE, Set.of(), true, OnMissing.REFUSE, 1);
    refusal(ask(key, NO_HEADERS, body("a")));
    assertThat(
            identify.principal(
                key, new TagRegistry(List.of(), List.of()), NO_HEADERS, body("b"), NOW))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void admitsExactlyTheCapWhenUsersRace() throws Exception {
    VirtualKey key =
        Sample.key("key_r", Sample.secret(), REQUIRED, Set.of(), true, OnMissing.REFUSE, 50);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String user = "u" + i;
      calls.add(() -> ask(key, NO_HEADERS, body(user)) instanceof Accepted);
    }
    int admitted = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        admitted += call.get() ? 1 : 0;
      }
    }
    assertThat(admitted).isEqualTo(50);
  }

  @Test
  void holdsTypedTagsToTheirDeclaredValuesWhileTheseAreInForce() {
    Instant end = NOW.plusSeconds(60);
    TagRegistry registry =
        new TagRegistry(
            List.of(
                new TagRegistry.Value("team", "core", NOW, Optional.of(end), Optional.empty()),
                new TagRegistry.Value(
                    "team", "apps", Instant.EPOCH, Optional.empty(), Optional.empty())),
            List.of());
    VirtualKey key = keyOf(REQUIRED, Set.of("team"), false);
    HeaderLookup core = headers("x-weir-team", "core");

    assertThat(identify.principal(key, registry, core, SelfNamed.NONE, NOW))
        .isInstanceOf(Accepted.class);
    for (Instant outside : List.of(NOW.minusNanos(1), end)) {
      Refusal refusal = refusal(identify.principal(key, registry, core, SelfNamed.NONE, outside));
      assertThat(refusal.message()).contains("'core'").contains("allowed: [apps]");
    }
    Refusal unknown =
        refusal(
            identify.principal(
                key, registry, headers("x-weir-team", "sales"), SelfNamed.NONE, NOW));
    assertThat(unknown.kind()).isEqualTo(Kind.TAGS_INVALID);
    assertThat(unknown.message()).contains("'sales' is not declared").contains("[apps, core]");
  }

  @Test
  void derivesTheParentsOfATypedValueAndRefusesOthers() {
    TagRegistry registry =
        new TagRegistry(
            List.of(
                new TagRegistry.Value(
                    "use_case",
                    "claims",
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.of(new Tags.Tag("team", "core"))),
                new TagRegistry.Value(
                    "team",
                    "core",
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.of(new Tags.Tag("department", "insurance")))),
            List.of("department"));
    Tags claims = Tags.of(Map.of("use_case", "claims"));

    Principal principal =
        principal(
            identify.principal(
                keyOf(claims, Set.of(), false), registry, NO_HEADERS, SelfNamed.NONE, NOW));
    assertThat(principal.tags().get("department")).contains("insurance");

    Refusal refusal =
        refusal(
            identify.principal(
                keyOf(claims.with("department", "hr"), Set.of(), false),
                registry,
                NO_HEADERS,
                SelfNamed.NONE,
                NOW));
    assertThat(refusal.message()).contains("insurance").contains("'hr'");
  }

  @Test
  void readsPurposeAndParentCall() {
    VirtualKey key = keyOf(REQUIRED, Set.of(), false);
    String parent = "call_" + "0".repeat(26);
    Identify.Answer answer =
        ask(key, headers("x-weir-purpose", "judge", "x-weir-parent-call", parent), SelfNamed.NONE);
    assertThat(answer)
        .isEqualTo(new Accepted(principal(answer), Purpose.JUDGE, Optional.of(parent)));
    assertThat(ask(key, NO_HEADERS, SelfNamed.NONE))
        .isInstanceOfSatisfying(
            Accepted.class, plain -> assertThat(plain.purpose()).isEqualTo(Purpose.PRIMARY));
  }

  @ParameterizedTest
  @CsvSource({
    "x-weir-purpose, fun",
    "x-weir-purpose, JUDGE",
    "x-weir-parent-call, call_1",
    "x-weir-parent-call, call_ILOU0000000000000000000000"
  })
  void refusesAnUnknownPurposeOrAMalformedParent(String header, String value) {
    assertThat(
            refusal(ask(keyOf(REQUIRED, Set.of(), false), headers(header, value), SelfNamed.NONE))
                .kind())
        .isEqualTo(Kind.TAGS_INVALID);
  }
}
