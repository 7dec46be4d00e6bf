package dev.weir.view.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Remit;
import dev.weir.flow.books.Version;
import dev.weir.view.oidc.OpenId.Back;
import dev.weir.view.oidc.OpenId.Went;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sign-ins at a provider in this process, over facts of their own.
@Timeout(60)
class OpenIdTest {
  private static final URI REDIRECT = URI.create("https://weir.example/sign-in/corp");
  private static final Map<String, Remit> GROUPS =
      Map.of(
          "staff",
          Remit.of(Role.VIEWER),
          "money",
          Remit.of(Role.FINOPS),
          "care",
          Remit.owner(Set.of("care")),
          "triage",
          Remit.owner(Set.of("triage")));

  @TempDir private Path data;
  private final PretendedProvider provider = new PretendedProvider();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private Facts facts;
  private Books books;
  private OpenId openId;

  @BeforeEach
  void open() {
    facts = Facts.open(data.resolve("facts.duckdb"), new Database.Settings(64, 1, 1));
    books = new Books(facts, now::get);
    openId = at(provider.issuer());
  }

  @AfterEach
  void close() {
    facts.close();
    provider.close();
  }

  private OpenId at(URI issuer) {
    return new OpenId(
        new Trust(
            "corp",
            issuer,
            PretendedProvider.CLIENT,
            () -> PretendedProvider.SECRET,
            REDIRECT,
            List.of("openid", "groups"),
            "groups",
            Duration.ofSeconds(60),
            GROUPS),
        books,
        new Random(5),
        now::get,
        System.getLogger("weir-test"));
  }

  private Went.There there() {
    Went went = openId.begin("/me");
    assertThat(went).isInstanceOf(Went.There.class);
    return (Went.There) went;
  }

  /// What a browser comes back with, that kept the state.
  private static Back back(URI from, String kept) {
    Map<String, String> query = PretendedProvider.form(from.getRawQuery());
    return new Back(
        query.getOrDefault("state", ""),
        kept,
        query.getOrDefault("code", ""),
        query.getOrDefault("iss", ""),
        "");
  }

  private Went went() {
    Went.There there = there();
    return openId.come(back(provider.agree(there.where()), there.state()));
  }

  private Operator in() {
    Went went = went();
    assertThat(went).isInstanceOf(Went.In.class);
    return ((Went.In) went).operator();
  }

  private String refused() {
    Went went = went();
    assertThat(went).isInstanceOf(Went.Nowhere.class);
    assertThat(books.inForce().operators().all()).isEmpty();
    return ((Went.Nowhere) went).why();
  }

  private String refused(UnaryOperator<JWTClaimsSet.Builder> claims) {
    provider.claims = claims;
    return refused();
  }

  private String refused(BiFunction<PretendedProvider, JWTClaimsSet, JWT> signing) {
    provider.signing = signing;
    return refused();
  }

  @Test
  void asksForACodeWithStateNonceAndAChallenge() {
    Map<String, String> asked = PretendedProvider.form(there().where().getRawQuery());
    Map<String, String> again = PretendedProvider.form(there().where().getRawQuery());

    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "weir")
        .containsEntry("redirect_uri", REDIRECT.toString())
        .containsEntry("scope", "openid groups")
        .containsEntry("code_challenge_method", "S256");
    for (String once : List.of("state", "nonce", "code_challenge")) {
      assertThat(asked.get(once)).hasSizeGreaterThanOrEqualTo(43).isNotEqualTo(again.get(once));
    }
  }

  @Test
  void whoIsInAGroupBecomesAnOperatorAndItIsJournalled() {
    Operator ada = in();

    assertThat(ada.name()).isEqualTo("Ada Lovelace");
    assertThat(ada.role()).isEqualTo(Role.VIEWER);
    assertThat(books.inForce().operators().byId(ada.id(), now.get())).contains(ada);
    Version made = facts.current(Kind.OPERATOR, ada.id()).orElseThrow();
    assertThat(made.who()).isEqualTo("oidc");
    assertThat(made.why()).isEqualTo("signed in at corp");
  }

  @Test
  void theNextSignInChangesWhatTheProviderSaysOtherwise() {
    String id = in().id();
    assertThat(in().id()).as("the same person").isEqualTo(id);
    assertThat(facts.history(Kind.OPERATOR, id)).as("nothing has changed").hasSize(1);
    provider.name = "Ada King";
    provider.groups = List.of("staff", "money");

    Operator changed = in();

    assertThat(changed.id()).isEqualTo(id);
    assertThat(changed.name()).isEqualTo("Ada King");
    assertThat(changed.role()).as("the mightiest").isEqualTo(Role.FINOPS);
    assertThat(facts.history(Kind.OPERATOR, id)).hasSize(2);
    provider.subject = "another";
    assertThat(in().id()).isNotEqualTo(id);
  }

  @Test
  void useCasesOfSeveralGroupsAddUp() {
    provider.groups = List.of("care", "staff", "triage", "unknown");

    assertThat(in().remit()).isEqualTo(Remit.owner(Set.of("care", "triage")));
  }

  @Test
  void whoHasNoGroupOrWasTakenOutDoesNotGetIn() {
    provider.groups = List.of("strangers");
    assertThat(refused()).contains("Ada Lovelace, none of your groups at corp has a role here");
    provider.groups = List.of("staff");
    Operator ada = in();
    books.publish(
        List.of(
            Change.of(Kind.OPERATOR, ada.id(), ada.revokedAt(now.get()).write(), "boss", "left")));

    assertThat(went()).isEqualTo(new Went.Nowhere("'Ada Lovelace' was taken out of this gateway"));
  }

  @Test
  void believesNoTokenButTheProvidersOwnForThisSignIn() {
    assertThat(refused(PretendedProvider::byAStrangeKey)).contains("not believed");
    assertThat(refused(PretendedProvider::byTheSecret)).contains("not believed");
    assertThat(refused(PretendedProvider::unsigned)).contains("not believed");
  }

  @Test
  void believesNoTokenOfAnotherSignInClientIssuerOrTime() {
    assertThat(refused(set -> set.claim("nonce", "another"))).contains("nonce");
    assertThat(refused(set -> set.audience("another"))).contains("audience");
    assertThat(refused(set -> set.issuer("https://another.example"))).contains("issuer");
    assertThat(refused(set -> set.expirationTime(Date.from(Instant.now().minusSeconds(90)))))
        .contains("xpired");
    assertThat(refused(set -> set.issueTime(Date.from(Instant.now().plusSeconds(90)))))
        .contains("ahead");
    assertThat(refused(set -> set.claim("groups", null))).contains("no list of texts in the claim");
    provider.claims = set -> set.expirationTime(Date.from(Instant.now().minusSeconds(30)));
    assertThat(in().name()).as("within the clock skew").isEqualTo("Ada Lovelace");
  }

  @Test
  void takesSomebodyBackOnceInTheBrowserThatBegan() {
    Went.There there = there();
    URI from = provider.agree(there.where());

    assertThat(openId.come(back(from, there().state())))
        .as("another browser")
        .isInstanceOf(Went.Nowhere.class);
    assertThat(openId.come(back(from, ""))).as("no cookie").isInstanceOf(Went.Nowhere.class);
    assertThat(openId.come(back(from, there.state()))).isInstanceOf(Went.In.class);
    assertThat(openId.come(back(from, there.state()))).as("again").isInstanceOf(Went.Nowhere.class);
    Went.There late = there();
    URI lateFrom = provider.agree(late.where());
    now.set(now.get().plus(Duration.ofMinutes(11)));
    assertThat(openId.come(back(lateFrom, late.state())))
        .as("too late")
        .isInstanceOf(Went.Nowhere.class);
  }

  @Test
  void aCodeOfAnotherSignInIsNoUse() {
    Went.There victim = there();
    Went.There attacker = there();
    Back mine = back(provider.agree(attacker.where()), attacker.state());
    Back injected = new Back(victim.state(), victim.state(), mine.code(), mine.issuer(), "");

    assertThat(openId.come(injected))
        .isEqualTo(new Went.Nowhere("corp gave no token: invalid_grant, not this client's code"));
  }

  @Test
  void saysWhatTheProviderSays() {
    Went.There denied = there();
    assertThat(openId.come(new Back(denied.state(), denied.state(), "", "", "access_denied no")))
        .isEqualTo(new Went.Nowhere("corp says: access_denied no"));
    Went.There mixed = there();
    assertThat(
            openId.come(new Back(mixed.state(), mixed.state(), "c", "https://another.example", "")))
        .isEqualTo(
            new Went.Nowhere(
                "the answer is of 'https://another.example', not of " + provider.issuer()));
    OpenId wrong = at(URI.create(provider.issuer() + "/"));
    assertThat(wrong.begin("/"))
        .as("an issuer must be written exactly")
        .isInstanceOf(Went.Nowhere.class);
    OpenId none = at(URI.create("http://127.0.0.1:9"));
    assertThat(((Went.Nowhere) none.begin("/")).why()).contains("corp does not say who it is");
  }

  @Test
  void followsKeysThatRotate() {
    in();
    provider.rotate();

    assertThat(in().name()).isEqualTo("Ada Lovelace");
  }
}
