package dev.weir.base.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One form of masking, wherever people read.
class MaskTest {
  @ParameterizedTest
  @CsvSource({
    "key wk_abcdefghijklmnop0 is gone, key wk_*** is gone",
    "wa_abcdefghijklmnop0/sk-abcdefghijklmnop0, wa_***/sk-***",
    "sk-short, sk-short",
    "task-abcdefghijklmnopqrst, task-abcdefghijklmnopqrst"
  })
  void whatHasTheFormOfAKeyIsCutToItsKind(String text, String shown) {
    assertThat(Mask.keys(text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "https://hooks.test/services/T0/secret, https://hooks.test/***",
    "https://hooks.test:8443/?token=secret, https://hooks.test:8443/***",
    "https://hooks.test/, https://hooks.test/",
    "https://hooks.test, https://hooks.test"
  })
  void aUrlShowsWhereItLeadsAndNoMore(String url, String shown) {
    assertThat(Mask.path(URI.create(url))).isEqualTo(shown);
  }
}
