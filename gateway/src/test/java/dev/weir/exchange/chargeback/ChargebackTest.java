package dev.weir.exchange.chargeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.base.money.Total;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.flow.rule.Condition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChargebackTest {
  private static final long SEED = 4_711;
  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final Payer CARE = new Payer.CostCentre("care");
  private static final Payer LABS = new Payer.CostCentre("labs");

  private static CostAccount account(String id, CostAccount.Mode mode) {
    return new CostAccount(
        id,
        Optional.of("6400-" + id.length()),
        Optional.empty(),
        "ada",
        mode,
        Optional.empty(),
        id.startsWith("shared=") ? List.of(Condition.in("purpose", "judge")) : List.of());
  }

  private static CostAccount charged(String id) {
    return account(id, CostAccount.Mode.CHARGEBACK);
  }

  private static Spend spend(Payer payer, String usd, String... group) {
    return new Spend(
        payer, List.of(group), Total.usd(new BigDecimal(usd)), Total.ZERO, Total.ZERO, 0);
  }

  private static Chargeback chargeback(CostAccounts accounts, Spend... spends) {
    return Chargeback.of(MONTH, List.of(spends), accounts, Certainty.ESTIMATED);
  }

  private static CostAccounts accounts(CostAccount... accounts) {
    return new CostAccounts(List.of(accounts));
  }

  private static Postings postings(Chargeback chargeback, CostAccounts accounts) {
    return Postings.of(
        chargeback, accounts, payer -> payer.map(Payer::id).orElse("the whole month"));
  }

  private static BigDecimal due(List<Chargeback.Line> lines) {
    return lines.stream().map(Chargeback.Line::due).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void theLinesOfAnyLedgerAddUpToItsTotalToTheCent() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      List<Spend> spends = spends(random);
      BigDecimal exact =
          spends.stream().map(each -> each.cost().toUsd()).reduce(BigDecimal.ZERO, BigDecimal::add);

      Chargeback chargeback = Chargeback.of(MONTH, spends, accounts(), Certainty.ESTIMATED);

      assertThat(chargeback.total()).as("seed %d", SEED).isEqualByComparingTo(exact);
      assertThat(chargeback.lines()).as("seed %d", SEED).hasSameSizeAs(spends);
      assertThat(due(chargeback.lines()))
          .as("seed %d, round %d", SEED, round)
          .isEqualByComparingTo(exact.setScale(2, RoundingMode.HALF_UP))
          .isEqualByComparingTo(chargeback.due());
    }
  }

  @Test
  void whatAPayerHasToBearDoesNotDependOnHowItsSpendIsToldApart() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      List<Spend> parts = spends(random);
      Map<Payer, Total> sums = new TreeMap<>((a, b) -> a.id().compareTo(b.id()));
      parts.forEach(part -> sums.merge(part.payer(), part.cost(), Total::plus));
      List<Spend> whole = new ArrayList<>();
      sums.forEach(
          (payer, sum) -> whole.add(new Spend(payer, List.of(), sum, Total.ZERO, Total.ZERO, 0)));

      Chargeback apart = Chargeback.of(MONTH, parts, accounts(), Certainty.ESTIMATED);
      Chargeback together = Chargeback.of(MONTH, whole, accounts(), Certainty.ESTIMATED);

      for (Payer payer : sums.keySet()) {
        assertThat(apart.only(payer).due())
            .as("seed %d, round %d, %s", SEED, round, payer)
            .isEqualByComparingTo(together.only(payer).due());
      }
    }
  }

  /// Some payers, each with some use cases; now and then money given back.
  private static List<Spend> spends(Random random) {
    List<Spend> spends = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      Payer payer = i == 0 ? new Payer.Unattributed() : new Payer.CostCentre("c" + i);
      for (int part = random.nextInt(6); part >= 0; part--) {
        long picos = random.nextLong(-1_000_000_000L, 40_000_000_000_000L);
        spends.add(
            new Spend(payer, List.of("use " + part), Total.of(picos), Total.ZERO, Total.ZERO, 0));
      }
    }
    return spends;
  }

  @Test
  void debitIsCreditAndWhatIsOnlyShownIsNoPosting() {
    CostAccounts accounts =
        accounts(
            charged("cost_centre=care"),
            account("cost_centre=labs", CostAccount.Mode.SHOWBACK),
            charged("shared=judges"),
            charged("unattributed"),
            charged("platform"));
    Chargeback chargeback =
        chargeback(
            accounts,
            spend(CARE, "10.004"),
            spend(LABS, "5.004"),
            spend(new Payer.Shared("judges"), "1.004"),
            spend(new Payer.Unattributed(), "-0.25"));

    Postings postings = postings(chargeback, accounts);

    assertThat(chargeback.due()).isEqualTo("15.76");
    assertThat(chargeback.informational()).isEqualTo("5.00");
    assertThat(postings.debit()).isEqualTo(postings.credit());
    assertThat(postings.lines())
        .extracting(
            Posting::reference, line -> line.debit().toString(), line -> line.credit().toString())
        .containsExactly(
            tuple("cost_centre=care", "10.01", "0.00"),
            tuple("shared=judges", "1.00", "0.00"),
            tuple("unattributed", "0.00", "0.25"),
            tuple("the whole month", "0.00", "10.76"));
    assertThat(postings.document()).isEqualTo("WEIR-2026-10");
    assertThat(postings.date()).isEqualTo("2026-10-31");
  }

  @Test
  void whatHasNoAccountIsALineThatSaysSo() {
    CostAccounts accounts = accounts(charged("cost_centre=care"));
    Chargeback chargeback = chargeback(accounts, spend(CARE, "1"), spend(LABS, "2"));

    assertThat(chargeback.lines())
        .extracting(Chargeback.Line::treatment)
        .containsExactly(Chargeback.Treatment.POSTED, Chargeback.Treatment.NO_ACCOUNT);
    assertThat(Postings.withoutAccount(chargeback, accounts))
        .containsExactly("cost_centre=labs", "platform");
  }

  @Test
  void aCostCentreThatLooksLikeAFormulaIsTextInTheFile() {
    Payer sly = new Payer.CostCentre("=cmd|'/c calc'!A1");
    CostAccounts accounts = accounts(charged(sly.id()), charged("platform"));

    String csv = postings(chargeback(accounts, spend(sly, "3")), accounts).csv();

    assertThat(csv.lines().skip(1).findFirst().orElseThrow())
        .startsWith(
            "2026-10,2026-10-31,WEIR-2026-10,6400-29,'=cmd|'/c calc'!A1,3.00,0.00,USD,GenAI");
  }

  @Test
  void anAccountSaysWhatIsWrongWithIt() {
    assertThatThrownBy(() ->
            new CostAccount(
                "cost_centre=care",
                Optional.of("=1"),
                Optional.empty(),
                "ada",
                CostAccount.Mode.CHARGEBACK,
                Optional.empty(),
                List.of()))
        .hasMessageContaining("account 'cost_centre=care': an account code is")
        .hasMessageEndingWith("was '=1'");
    assertThatThrownBy(() -> charged("care"))
        .hasMessage("a payer is written cost_centre=NAME, shared=NAME or unattributed, was 'care'");
    assertThatThrownBy(() -> account("platform", CostAccount.Mode.SHOWBACK))
        .hasMessageContaining("it is relieved, so its mode is chargeback, was showback");
  }

  @Test
  void aTableOfAccountsIsTakenWholeOrNotAtAll() {
    assertThat(
            CostAccountTable.read(
                "cost_centre,account,owner,mode,name\n4711,6400,ada,showback,Care\n12,6401,bob,,\n"))
        .extracting(CostAccount::id, CostAccount::mode)
        .containsExactly(
            tuple("cost_centre=4711", CostAccount.Mode.SHOWBACK),
            tuple("cost_centre=12", CostAccount.Mode.CHARGEBACK));
    assertThatThrownBy(
            () -> CostAccountTable.read("cost_centre,account,owner\n1,6400,a\n1,6400,a\n"))
        .hasMessage("line 3, column 'cost_centre': each stands once, was '1' again");
    assertThatThrownBy(
            () -> CostAccountTable.read("cost_centre,account,owner,mode\n1,6400,ada,free\n"))
        .hasMessage("line 2: column 'mode' is showback or chargeback, was 'free'");
  }
}
