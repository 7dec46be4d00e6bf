package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.api.ApiRequest;
import dev.weir.view.api.ApiResponse;
import dev.weir.view.api.Content;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LedgerRebuildTest {
  private static final int CALLS = 100;

  @Test
  void theFirstReportOverADirectoryWhoseLedgerDatabaseWasDeletedIsWhole(@TempDir Path data)
      throws IOException {
    try (Gateway gateway = new Gateway(data)) {
      String key = gateway.ready("kept");
      for (int i = 0; i < CALLS; i++) {
        gateway.chat(key);
      }
    }
    deleteLedgerDatabase(data);

    try (Assembly offline = Assembly.open(config(data), Map.of(), System.getLogger("test"))) {
      ApiResponse report =
          offline
              .api()
              .handle(
                  new ApiRequest(
                      "GET",
                      "/api/v1/report",
                      "by=use_case&format=csv",
                      new ApiRequest.Caller.Local("test"),
                      Content.of(new byte[0])));

      assertThat(report.status()).isEqualTo(200);
      StringWriter text = new StringWriter();
      report.copyTo(text);
      assertThat(text.toString()).contains("\r\nkept," + CALLS + ",");
    }
  }

  private static WeirConfig config(Path data) {
    return ConfigFile.parse(
        "test", "data: %s\njournal: {segment: 8 MiB}".formatted(data), Map.of());
  }

  private static void deleteLedgerDatabase(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      List<Path> ledger =
          files.filter(file -> file.getFileName().toString().startsWith("ledger.duckdb")).toList();
      assertThat(ledger).isNotEmpty();
      for (Path file : ledger) {
        Files.delete(file);
      }
    }
  }
}
