package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `@pydantic/genai-prices`, installed from the npm registry the machine is set up for, with the
/// catalogue beside the project in place of the one it brings.
final class GenaiCalculator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long INSTALLED_WITHIN_MINUTES = 5;
  private static final long CALCULATED_WITHIN_MINUTES = 2;
  private static final String PACKAGE =
      """
      {"private": true, "type": "module", "dependencies": {"@pydantic/genai-prices": "0.1.8"}}
      """;

  /// Reads questions from a file, one a line, and writes their answers to another.
  private static final String SCRIPT =
      """
      import fs from 'node:fs'
      import { calcPrice, extractUsage, findProvider, updatePrices } from '@pydantic/genai-prices'
      const [prices, questions, answers] = process.argv.slice(2)
      updatePrices(({ setProviderData }) => setProviderData(JSON.parse(fs.readFileSync(prices))))
      const answer = ({ provider, model, at, usage, body, flavor }) => {
        try {
          const theirs = body ? extractUsage(findProvider({ providerId: provider }), body, flavor) : { usage }
          const found = calcPrice(theirs.usage, model, { providerId: provider, timestamp: new Date(at) })
          return found ? { model: found.model.id, total: found.total_price } : { unknown: true }
        } catch (error) {
          return { error: error.message }
        }
      }
      const lines = fs.readFileSync(questions, 'utf8').split('\\n').filter((line) => line)
      fs.writeFileSync(answers, lines.map((line) => JSON.stringify(answer(JSON.parse(line)))).join('\\n'))
      """;

  private final Path directory;
  private final Path prices;

  private GenaiCalculator(Path directory, Path prices) {
    this.directory = directory;
    this.prices = prices;
  }

  /// Skips the test where there is no npm, or no registry that it can ask.
  static GenaiCalculator install(Path directory, Path prices) throws Exception {
    if (!Files.exists(directory.resolve("node_modules/@pydantic/genai-prices/package.json"))) {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("package.json"), PACKAGE);
      boolean done =
          run(
              directory,
              INSTALLED_WITHIN_MINUTES,
              List.of(
                  "npm",
                  "install",
                  "--no-package-lock",
                  "--no-audit",
                  "--no-fund",
                  "--ignore-scripts"));
      assumeThat(done)
          .as("npm installs @pydantic/genai-prices 0.1.8; it wrote " + directory.resolve("log"))
          .isTrue();
    }
    Files.writeString(directory.resolve("answer.js"), SCRIPT);
    return new GenaiCalculator(directory, prices);
  }

  private static boolean run(Path directory, long minutes, List<String> command)
      throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  /// The answers to questions, in their order.
  List<JsonNode> ask(List<ObjectNode> questions) throws Exception {
    Path asked = directory.resolve("questions.jsonl").toAbsolutePath();
    Path answered = directory.resolve("answers.jsonl").toAbsolutePath();
    Files.writeString(asked, String.join("\n", questions.stream().map(Object::toString).toList()));
    boolean done =
        run(
            directory,
            CALCULATED_WITHIN_MINUTES,
            List.of(
                "node",
                "answer.js",
                prices.toAbsolutePath().toString(),
                asked.toString(),
                answered.toString()));
    if (!done) {
      throw new IllegalStateException(
          "node gave no answers: " + Files.readString(directory.resolve("log"), UTF_8));
    }
    List<JsonNode> answers = new ArrayList<>();
    for (String line : Files.readAllLines(answered)) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }
}
