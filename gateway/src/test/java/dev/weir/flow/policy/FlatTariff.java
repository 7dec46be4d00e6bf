package dev.weir.flow.policy;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.Meter;
import dev.weir.flow.price.ModelLimits;
import dev.weir.flow.price.Tariff;
import java.util.List;

/// One price for input tokens and one for output tokens.
record FlatTariff(String model, long inputPicos, long outputPicos) implements Tariff {

  @Override
  public Charge charge(Usage usage, String serviceTier) {
    return new Charge(
        bound(usage.input(), usage.output(), serviceTier),
        List.of(
            line(Meter.INPUT, usage.input(), inputPicos),
            line(Meter.OUTPUT, usage.output(), outputPicos)),
        List.of(),
        "flat");
  }

  private static Charge.Line line(Meter meter, long tokens, long picos) {
    Money unit = Money.ofPicos(picos);
    return new Charge.Line(meter, tokens, unit, unit.times(tokens));
  }

  @Override
  public Money bound(long input, long output, String serviceTier) {
    return Money.ofPicos(inputPicos).times(input).plus(Money.ofPicos(outputPicos).times(output));
  }

  @Override
  public ModelLimits limits() {
    return ModelLimits.UNSTATED;
  }
}
