package dev.weir.value.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class PoolTableTest {
  private static final String HEAD =
      "pool,category,amount_usd,from,until,months,basis,use_cases,driver,units,serves,order,if_none,source,evidence\n";

  @Test
  void everyFieldHasAColumn() {
    SortedMap<String, PooledCost> pools =
        PoolTable.read(
            HEAD
                + "eng,engineering,12000.00,2026-01,2026-12,,even,a;b,,,,,,payroll,sheets\n"
                + "judge,safety,900,2026-03,,3,custom,,GB,a=1.5;b=2,eng=0.2,1,even,invoice"
                + " 7,pdf\n");

    assertThat(pools.keySet()).containsExactly("eng", "judge");
    PooledCost judge = pools.values().stream().toList().getLast();
    assertThat(judge.order()).isEqualTo(1);
    assertThat(judge.ifNone()).isEqualTo(PooledCost.IfNone.EVEN);
    assertThat(judge.serves()).containsEntry("eng", new BigDecimal("0.2"));
    assertThat(judge.sharing().named()).containsExactly("a", "b");
    assertThat(judge.schedule()).isInstanceOf(Schedule.OneOff.class);
  }

  @Test
  void everyWrongLineIsNamedAndNothingIsTaken() {
    assertThatThrownBy(() ->
            PoolTable.read(
                HEAD
                    + "eng,engineering,12000.00,2026-01,,,even,,,,,,,payroll,sheets\n"
                    + "eng,engineering,1,2026-01,,,even,,,,,,,payroll,sheets\n"
                    + "bad,engineering,ten,2026-01,,,even,,,,,,,payroll,sheets\n"
                    + "odd,engineering,1,2026-01,,x,even,,,,,,,payroll,sheets\n"
                    + "two,engineering,1,2026-01,,,headcount,,,a=1;a=2,,,,payroll,sheets\n"))
        .hasMessageStartingWith("nothing was imported: ")
        .hasMessageContaining("line 3: column 'pool': each stands once, first on line 2, was 'eng'")
        .hasMessageContaining("line 4: pool 'bad': field 'amount_usd' is a decimal number")
        .hasMessageContaining("line 5: column 'months' is a whole number, was 'x'")
        .hasMessageContaining(
            "line 6: column 'units' is written name=number;name=number, each name once, was"
                + " 'a=1;a=2'");
  }

  @Test
  void aHeaderThatIsNoneOfPoolsIsRefused() {
    assertThatThrownBy(() -> PoolTable.read("pool,colour\neng,red\n"))
        .hasMessageContaining("line 1: the columns are of")
        .hasMessageEndingWith("was [pool, colour]");
    assertThatThrownBy(() -> PoolTable.read(HEAD))
        .hasMessage("nothing was imported: the table has no pool");
  }
}
