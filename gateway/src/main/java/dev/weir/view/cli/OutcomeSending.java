package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of outcomes on its way to the gateway: all of its pieces are tried before the first is
/// taken.
///
/// @param correcting whether they take the place of what was told before
record OutcomeSending(Session session, Path file, boolean correcting, Optional<String> why) {
  private static final String OUTCOMES = "outcomes";

  /// @param rehearsal only says what would be taken
  int send(boolean rehearsal, ServerOption where) {
    TextForm form = TextForm.byName(file);
    List<String> pieces = form.pieces(session.content(file), OUTCOMES);
    List<JsonNode> answers = new ArrayList<>();
    session.longer(
        where,
        (api, progress) -> {
          List<JsonNode> tried = all(pieces, path(form, true), api, progress);
          answers.addAll(rehearsal ? tried : all(pieces, path(form, false), api, progress));
        });
    session.print(said(answers, rehearsal));
    return Exit.OK;
  }

  private String path(TextForm form, boolean dryRun) {
    Query query = new Query();
    query.add("format", form == TextForm.CSV ? "csv" : "json");
    query.add("correct", Boolean.toString(correcting));
    query.add("dry_run", Boolean.toString(dryRun));
    why.ifPresent(text -> query.add("why", text));
    return Api.path(OUTCOMES) + query.text();
  }

  private static List<JsonNode> all(List<String> pieces, String path, Api api, Progress progress) {
    List<JsonNode> answers = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      progress.now("piece %d of %d".formatted(i + 1, pieces.size()));
      answers.add(Json.read(api.text("POST", path, pieces.get(i), "application/json")));
    }
    return answers;
  }

  private static String said(List<JsonNode> answers, boolean rehearsal) {
    return "%s %d outcomes, and %d in the place of others; %d were told before, %d are taken back\n"
        .formatted(
            rehearsal ? "would take" : "took",
            sum(answers, "recorded"),
            sum(answers, "corrected"),
            sum(answers, "known"),
            sum(answers, "taken_back"));
  }

  private static long sum(List<JsonNode> answers, String field) {
    return answers.stream().mapToLong(answer -> answer.path(field).asLong()).sum();
  }
}
