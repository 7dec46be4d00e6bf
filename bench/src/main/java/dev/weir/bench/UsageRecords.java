package dev.weir.bench;

import dev.weir.bench.traffic.Upstream;
import java.time.Instant;

/// Usage records of October 2026, one after the other, no two with the same id.
final class UsageRecords {
  private long next;

  long made() {
    return next;
  }

  /// The last ones were not booked.
  void forget(int records) {
    next -= records;
  }

  /// As the API takes them in JSON.
  String objects(int records) {
    StringBuilder text = new StringBuilder(records * 220).append("{\"records\":[");
    for (int i = 0; i < records; i++, next++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"id\":\"r-")
          .append(next)
          .append("\",\"at\":\"")
          .append(at())
          .append("\",\"provider\":\"up\",\"model\":\"")
          .append(Upstream.MODEL)
          .append("\",\"usage\":{\"input\":")
          .append(1_000 + next % 977)
          .append(",\"cache_read\":")
          .append(next % 500)
          .append(",\"output\":")
          .append(next % 613)
          .append("},\"tags\":{\"use_case\":\"uc")
          .append(next % 20)
          .append("\",\"team\":\"t")
          .append(next % 7)
          .append("\",\"user\":\"u")
          .append(next % 1_000)
          .append("\"}}");
    }
    return text.append("]}").toString();
  }

  /// As a table.
  String table(int records) {
    StringBuilder text =
        new StringBuilder("id,at,provider,model,input,cache_read,output,use_case,team,user\n");
    for (int i = 0; i < records; i++, next++) {
      text.append("r-")
          .append(next)
          .append(',')
          .append(at())
          .append(",up,")
          .append(Upstream.MODEL)
          .append(',')
          .append(1_000 + next % 977)
          .append(',')
          .append(next % 500)
          .append(',')
          .append(next % 613)
          .append(",uc")
          .append(next % 20)
          .append(",t")
          .append(next % 7)
          .append(",u")
          .append(next % 1_000)
          .append('\n');
    }
    return text.toString();
  }

  /// Spread over a month, so that they lie as real ones do.
  private Instant at() {
    return Instant.parse("2026-10-01T00:00:00Z").plusSeconds(next * 7 % 2_600_000);
  }
}
