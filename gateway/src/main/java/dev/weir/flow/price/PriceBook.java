package dev.weir.flow.price;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.Validity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All prices, of all catalogues and for all times, as one immutable version. Thread-safe; a
/// look-up allocates nothing when it repeats.
///
/// Precedence: contracts win over list prices; a catalogue written by hand wins over an imported
/// one; among equals the earlier wins. A model's list prices come from one catalogue: the first
/// that recognises the name and has a price in force.
public final class PriceBook {
  /// Most models remembered with their compiled prices, then all are forgotten and compiled anew.
  private static final int REMEMBERED_MAX = 4096;

  private final String content;
  private final String version;
  private final List<Catalogue> catalogues;
  private final Compiler compiler;

  /// All instants at which any price begins or ends, but for those of every day.
  private final NavigableSet<Instant> changes = new TreeSet<>();

  /// All times of the day at which any price begins or ends.
  private final NavigableSet<LocalTime> daily = new TreeSet<>();

  private final Map<String, Map<String, Answer>> answers = new ConcurrentHashMap<>();
  private final AtomicInteger remembered = new AtomicInteger();

  private PriceBook(List<Catalogue> given) {
    catalogues = given.stream().sorted(Comparator.comparing(Catalogue::imported)).toList();
    content = Catalogue.toJson(catalogues);
    version = "sha256:" + sha256(content).substring(0, 16);
    compiler = new Compiler(catalogues, version);
    for (Catalogue catalogue : catalogues) {
      catalogue.models().forEach(m -> m.cells().forEach(cell -> note(cell.validity())));
      catalogue.models().forEach(m -> m.uplifts().forEach(uplift -> note(uplift.validity())));
      catalogue.contracts().forEach(term -> note(term.validity()));
      catalogue.rates().forEach(rate -> changes.add(rate.from()));
    }
  }

  /// A book of these catalogues, of which a hand-written one wins over an imported one, then the
  /// earlier over the later.
  public static PriceBook compile(List<Catalogue> catalogues) {
    return new PriceBook(catalogues);
  }

  /// The book whose [#content] this is.
  public static PriceBook parse(String content) {
    return new PriceBook(Catalogue.parseAll(content));
  }

  /// Names this version: a hash of its content.
  public String version() {
    return version;
  }

  /// The whole book in canonical form, for the journal and for export.
  public String content() {
    return content;
  }

  /// In order of precedence.
  public List<Catalogue> catalogues() {
    return catalogues;
  }

  /// What each catalogue states about a provider's models, in order of precedence.
  public List<Listed> models(String provider) {
    return catalogues.stream()
        .flatMap(catalogue ->
            catalogue.models().stream()
                .filter(model -> model.provider().equals(provider))
                .map(model -> new Listed(catalogue.name(), model)))
        .toList();
  }

  /// One model as one catalogue has it.
  public record Listed(String catalogue, ModelPrices model) {}

  /// What a currency is worth at an instant, if any catalogue says so.
  public Optional<ExchangeRate> rate(String currency, Instant at) {
    return compiler.rate(currency, at);
  }

  /// Every rate of a currency by the day it begins; none where no catalogue states one.
  public NavigableMap<LocalDate, ExchangeRate> rates(String currency) {
    return compiler.exchange().of(currency);
  }

  /// The currencies with a rate; the dollar needs none.
  public Set<String> currencies() {
    return Set.copyOf(compiler.exchange().currencies());
  }

  /// Whether any provider's prices name a model.
  public boolean knows(String model, Instant at) {
    return catalogues().stream()
        .flatMap(catalogue -> catalogue.models().stream())
        .map(ModelPrices::provider)
        .distinct()
        .anyMatch(provider -> find(provider, model, at) instanceof PriceLookup.Priced);
  }

  /// The tariff for a model of a provider at an instant.
  public PriceLookup find(String provider, String model, Instant at) {
    @Nullable Map<String, Answer> models = answers.get(provider);
    @Nullable Answer known = models == null ? null : models.get(model);
    if (known != null && known.holds(at)) {
      return known.lookup;
    }
    PriceLookup lookup = compiler.find(provider, model, at);
    if (lookup instanceof PriceLookup.Priced) {
      remember(provider, model, answer(at, lookup));
    }
    return lookup;
  }

  /// Whether no price begins or ends within a time.
  public boolean isSteady(Instant from, Instant until) {
    @Nullable Instant next = changes.higher(from);
    return daily.isEmpty() && (next == null || !next.isBefore(until));
  }

  /// Only priced models are remembered, so that invented names cannot push out real ones.
  private void remember(String provider, String model, Answer answer) {
    if (remembered.incrementAndGet() > REMEMBERED_MAX) {
      answers.clear();
      remembered.set(1);
    }
    answers.computeIfAbsent(provider, _ -> new ConcurrentHashMap<>()).put(model, answer);
  }

  /// A look-up and the time in which it stays the same.
  private record Answer(@Nullable Instant from, @Nullable Instant to, PriceLookup lookup) {
    boolean holds(Instant at) {
      return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
  }

  private Answer answer(Instant at, PriceLookup lookup) {
    @Nullable Instant from = changes.floor(at);
    @Nullable Instant to = changes.higher(at);
    if (daily.isEmpty()) {
      return new Answer(from, to, lookup);
    }
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    LocalTime time = LocalTime.ofInstant(at, ZoneOffset.UTC);
    @Nullable LocalTime begun = daily.floor(time);
    @Nullable LocalTime ahead = daily.higher(time);
    Instant since = instant(begun == null ? day.minusDays(1) : day, begun, daily.last());
    Instant until = instant(ahead == null ? day.plusDays(1) : day, ahead, daily.first());
    return new Answer(
        from == null || from.isBefore(since) ? since : from,
        to == null || to.isAfter(until) ? until : to,
        lookup);
  }

  private static Instant instant(LocalDate day, @Nullable LocalTime time, LocalTime otherwise) {
    return day.atTime(time == null ? otherwise : time).toInstant(ZoneOffset.UTC);
  }

  private void note(Validity validity) {
    validity.daily().ifPresent(window -> daily.addAll(List.of(window.from(), window.to())));
    validity.from().ifPresent(changes::add);
    validity.to().ifPresent(changes::add);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return catalogues.stream()
        .map(Catalogue::name)
        .collect(Collectors.joining(", ", "PriceBook " + version + " of ", ""));
  }
}
