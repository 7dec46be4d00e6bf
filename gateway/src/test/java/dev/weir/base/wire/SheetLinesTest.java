package dev.weir.base.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetLinesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plain            | plain
          a,b              | "a,b"
          say "no" now     | "say ""no"" now"
          =1+1             | '=1+1
          =LINK("x") now   | "'=LINK(""x"") now"
          @SUM(A1)         | '@SUM(A1)
          +49 30           | '+49 30
          -cmd             | '-cmd
          -12.50           | -12.50
          12.50            | 12.50
          `\ttab`          | `'\ttab`
          """)
  void noCellIsAFormula(String cell, String written) {
    SheetLines lines = new SheetLines();

    lines.add(List.of(cell, "end"));

    assertThat(lines.toString()).isEqualTo(written + ",end\r\n");
  }
}
