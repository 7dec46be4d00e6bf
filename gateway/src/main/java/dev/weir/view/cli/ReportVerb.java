package dev.weir.view.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir report`: calls, tokens and cost, or with `--speed` how fast they were answered, added up
/// by the server and printed as it writes them.
@Command(name = "report", description = "Calls, tokens and cost, added up.")
public final class ReportVerb implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "DIMENSION",
      description = "For example use_case,model,day; an unknown one lists the known.")
  private List<String> by = List.of();

  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private FormatOption format = new FormatOption();
  @Mixin private ServerOption where = new ServerOption();

  @Option(names = "--rows", paramLabel = "N", description = "Most rows; 1,000 if not said.")
  private Optional<Integer> rows = Optional.empty();

  @Option(names = "--speed", description = "How fast attempts were answered, instead of the cost.")
  private boolean speed;

  public ReportVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Query query = new Query();
    by.forEach(each -> query.add("by", each));
    range.addTo(query);
    rows.ifPresent(most -> query.add("rows", most.toString()));
    query.add("format", format.format().name().toLowerCase(Locale.ROOT));
    return session.on(
        where,
        api -> {
          session.print(
              api.text(
                  "GET", Api.path(speed ? "speed" : "report") + query.text(), "", "text/plain"));
          return Exit.OK;
        });
  }
}
