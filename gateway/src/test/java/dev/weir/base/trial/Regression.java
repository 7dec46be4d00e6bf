package dev.weir.base.trial;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/// Ordinary least squares with a cluster-robust covariance, written down as the textbook has it:
/// the judge of the procedures that are its special cases.
record Regression(RealVector coefficients, RealMatrix covariance) {
  /// One observation.
  record Row(int cluster, double y, RealVector x) {
    Row(int cluster, double y, double... x) {
      this(cluster, y, new ArrayRealVector(x));
    }
  }

  static Regression of(List<Row> rows) {
    RealMatrix x =
        new Array2DRowRealMatrix(
            rows.stream().map(row -> row.x().toArray()).toArray(double[][]::new));
    RealVector y = new ArrayRealVector(rows.stream().mapToDouble(Row::y).toArray());
    RealMatrix bread = new LUDecomposition(x.transposeMultiply(x)).getSolver().getInverse();
    RealVector beta = bread.operate(x.transpose().operate(y));
    Map<Integer, RealVector> scores = new TreeMap<>();
    for (Row row : rows) {
      RealVector score = row.x().mapMultiply(row.y() - row.x().dotProduct(beta));
      scores.merge(row.cluster(), score, RealVector::add);
    }
    RealMatrix meat = new Array2DRowRealMatrix(beta.getDimension(), beta.getDimension());
    for (RealVector score : scores.values()) {
      meat = meat.add(score.outerProduct(score));
    }
    double correction = scores.size() / (scores.size() - 1.0);
    return new Regression(beta, bread.multiply(meat).multiply(bread).scalarMultiply(correction));
  }

  double coefficient(int at) {
    return coefficients.getEntry(at);
  }

  double standardError(int at) {
    return Math.sqrt(covariance.getEntry(at, at));
  }
}
