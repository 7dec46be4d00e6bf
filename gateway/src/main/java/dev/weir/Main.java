package dev.weir;

import dev.weir.app.command.BackupVerb;
import dev.weir.app.command.ConfigVerb;
import dev.weir.app.command.Reach;
import dev.weir.app.command.ReadyVerb;
import dev.weir.app.command.RestoreVerb;
import dev.weir.app.command.ServeVerb;
import dev.weir.app.demo.DemoVerb;
import dev.weir.app.doctor.DoctorVerb;
import dev.weir.view.cli.AccountsVerb;
import dev.weir.view.cli.AdoptionVerb;
import dev.weir.view.cli.AgreementsVerb;
import dev.weir.view.cli.AlertsVerb;
import dev.weir.view.cli.BaselinesVerb;
import dev.weir.view.cli.BillsVerb;
import dev.weir.view.cli.BudgetsVerb;
import dev.weir.view.cli.CallsVerb;
import dev.weir.view.cli.ChargebackVerb;
import dev.weir.view.cli.CommandTree;
import dev.weir.view.cli.CompletionVerb;
import dev.weir.view.cli.CostsVerb;
import dev.weir.view.cli.EnvelopesVerb;
import dev.weir.view.cli.ExperimentsVerb;
import dev.weir.view.cli.GatesVerb;
import dev.weir.view.cli.HypothesesVerb;
import dev.weir.view.cli.KeysVerb;
import dev.weir.view.cli.LimitsVerb;
import dev.weir.view.cli.LoginsVerb;
import dev.weir.view.cli.ModulesVerb;
import dev.weir.view.cli.NamesVerb;
import dev.weir.view.cli.OperatorsVerb;
import dev.weir.view.cli.OpportunitiesVerb;
import dev.weir.view.cli.OutcomesVerb;
import dev.weir.view.cli.PacingVerb;
import dev.weir.view.cli.PeriodsVerb;
import dev.weir.view.cli.PricesVerb;
import dev.weir.view.cli.PromotionsVerb;
import dev.weir.view.cli.PromptsVerb;
import dev.weir.view.cli.RatesVerb;
import dev.weir.view.cli.ReconcileVerb;
import dev.weir.view.cli.ReportVerb;
import dev.weir.view.cli.RerateVerb;
import dev.weir.view.cli.RetagVerb;
import dev.weir.view.cli.ReviewVerb;
import dev.weir.view.cli.RolloutsVerb;
import dev.weir.view.cli.Session;
import dev.weir.view.cli.SettingsVerb;
import dev.weir.view.cli.TagsVerb;
import dev.weir.view.cli.Terminal;
import dev.weir.view.cli.UsageVerb;
import dev.weir.view.cli.UseCasesVerb;
import dev.weir.view.focus.FocusVerb;
import dev.weir.view.replay.ReplayVerb;
import java.util.List;
import picocli.CommandLine;

/// The program: arguments → verb → exit code ([dev.weir.view.cli.Exit]).
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandTree.run(commandLine(Terminal.ofProcess(), arguments), arguments));
  }

  /// Every verb there is. For a start only `serve`: reading the annotations of the others takes as
  /// long as opening the data.
  private static CommandLine commandLine(Terminal terminal, String... arguments) {
    return arguments.length > 0 && arguments[0].equals("serve")
        ? CommandTree.of(terminal, List.of(serve(terminal)))
        : commandLine(terminal);
  }

  private static ServeVerb serve(Terminal terminal) {
    return new ServeVerb(terminal, ServeVerb.Ending.ofProcess(terminal));
  }

  /// Every verb there is, in the order of the help.
  public static CommandLine commandLine(Terminal terminal) {
    ServeVerb.Ending ending = ServeVerb.Ending.ofProcess(terminal);
    Session session = new Session(terminal, new Reach(terminal));
    return CommandTree.of(
        terminal,
        List.of(
            new ServeVerb(terminal, ending),
            new DemoVerb(terminal, ending, System::nanoTime),
            new ConfigVerb(terminal),
            new DoctorVerb(session),
            new ReadyVerb(terminal),
            new BackupVerb(session),
            new RestoreVerb(terminal),
            new ReportVerb(session),
            FocusVerb.of(session),
            new CallsVerb(session),
            new AlertsVerb(session),
            new GatesVerb(session),
            new PromotionsVerb(session),
            new KeysVerb(session),
            new TagsVerb(session),
            new BudgetsVerb(session),
            new LimitsVerb(session),
            new RolloutsVerb(session),
            new ExperimentsVerb(session),
            new NamesVerb(session),
            new ModulesVerb(session),
            new PromptsVerb(session),
            new PacingVerb(session),
            new SettingsVerb(session),
            new PricesVerb(session),
            new BillsVerb(session),
            new ReconcileVerb(session),
            new AgreementsVerb(session),
            new RerateVerb(session),
            new RetagVerb(session),
            new PeriodsVerb(session),
            new AccountsVerb(session),
            new ChargebackVerb(session),
            new EnvelopesVerb(session),
            CostsVerb.of(session),
            new BaselinesVerb(session),
            new AdoptionVerb(session),
            new OpportunitiesVerb(session),
            new HypothesesVerb(session),
            new UseCasesVerb(session),
            new ReviewVerb(session),
            new OutcomesVerb(session),
            new RatesVerb(session),
            new OperatorsVerb(session),
            new LoginsVerb(session),
            new UsageVerb(session),
            new ReplayVerb(terminal, new Reach(terminal), System::nanoTime),
            new CompletionVerb(terminal)));
  }
}
