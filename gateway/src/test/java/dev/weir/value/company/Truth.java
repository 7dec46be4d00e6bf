package dev.weir.value.company;

import java.util.random.RandomGenerator;

/// What is so, whoever is told what.
///
/// @param eligible users it is meant for
/// @param adopting share of them that ever will use it
/// @param speed and `middle` (a month) of the logistic curve by which they come
/// @param tasks of a user and month
/// @param season amplitude, and `phase` in months
/// @param enthusiasm what the first user brings more than the average one, and the last one less
/// @param worth dollars of a successful outcome of the average user
/// @param spread of it, the standard deviation of its logarithm
/// @param success share
/// @param incremental share of it that would not be without the AI
/// @param variable dollars of an outcome in the first month, and its `drift` a month
/// @param fixed dollars a month
record Truth(
    double eligible,
    double adopting,
    double speed,
    double middle,
    double tasks,
    double season,
    double phase,
    double enthusiasm,
    double worth,
    double spread,
    double success,
    double incremental,
    double variable,
    double drift,
    double fixed) {
  static final int MONTHS = 12;

  static Truth of(RandomGenerator random) {
    double eligible = Math.exp(random.nextDouble(Math.log(80), Math.log(1_500)));
    double adopting = random.nextDouble(0.3, 0.9);
    double tasks = Math.exp(Math.log(3) + 0.4 * random.nextGaussian());
    double variable = Math.exp(Math.log(0.6) + 0.8 * random.nextGaussian());
    double fixedShare = random.nextDouble(0.1, 0.8);
    double fixed = variable * fixedShare / (1 - fixedShare) * eligible * adopting * tasks;
    double drift = 0.02 * random.nextGaussian();
    double success = random.nextDouble(0.4, 0.98);
    double incremental = random.nextDouble(0.3, 1);
    double costAtScale =
        variable * Math.exp(drift * (MONTHS - 1)) + fixed / (eligible * adopting * tasks);
    double gain = Math.exp(0.2 + 0.8 * random.nextGaussian());
    return new Truth(
        eligible,
        adopting,
        random.nextDouble(0.25, 0.9),
        random.nextDouble(-2, 8),
        tasks,
        random.nextDouble(0, 0.5),
        random.nextDouble(0, MONTHS),
        random.nextDouble(0, 0.6),
        costAtScale * gain / success / incremental,
        random.nextDouble(0.3, 1.2),
        success,
        incremental,
        variable,
        drift,
        fixed);
  }

  /// Dollars of a success once all have come that ever will, in a month of no season: its value
  /// that would not be without the AI, less everything it costs.
  double marginAtScale() {
    return worth * incremental - costAtScale();
  }

  /// Everything a success costs then; what fails costs too.
  double costAtScale() {
    return (variableIn(MONTHS - 1) + fixed / (eligible * adopting * tasks)) / success;
  }

  double variableIn(int month) {
    return variable * Math.exp(drift * month);
  }

  /// Users by the end of a month; those who came first are the first.
  double users(int month) {
    return Math.max(3, eligible * adopting / (1 + Math.exp(-speed * (month - middle))));
  }

  double outcomes(int month) {
    double wave = 1 + season * Math.sin(2 * Math.PI * (month + phase) / MONTHS);
    return users(month) * tasks * wave;
  }

  /// What an outcome of a user brings, as a multiple of the average one's.
  ///
  /// @param place in the order in which users come
  double multiple(double place) {
    return 1 + enthusiasm * (1 - 2 * place / (eligible * adopting));
  }

  /// What chance makes of a success's value; 1 on average.
  double luck(RandomGenerator random) {
    return Math.exp(spread * random.nextGaussian() - spread * spread / 2);
  }

  /// The standard deviation of a success's value.
  double deviation() {
    return worth * Math.sqrt(Math.expm1(spread * spread));
  }
}
