package io.foresale.evaluate;

import io.foresale.evaluate.PairedDifference.Predictions;
import java.util.Arrays;

/**
 * How rows were drawn from a population: everyone that bought, and of the others each with a probability of its own. A model
 * of such rows speaks of those drawn; the population's odds are its odds times the rate, whatever the row's label.
 *
 * @param rates the probability with which a row like this is drawn where it did not buy, in (0, 1]
 */
public record Drawing(double[] rates) {

    /** Nobody was left out. */
    public static Drawing everyone(int rows) {
        var rates = new double[rows];
        Arrays.fill(rates, 1);
        return new Drawing(rates);
    }

    /** How many of the population each row stands for. */
    public double[] weights(boolean[] labels) {
        var weights = new double[rates.length];
        Arrays.setAll(weights, i -> labels[i] ? 1 : 1 / rates[i]);
        return weights;
    }

    /** Probabilities among the drawn, and what they are in the population. */
    public Predictions predictions(double[] drawn) {
        return new Predictions(drawn, inPopulation(drawn));
    }

    /** The probabilities in the population of rows with these probabilities among the drawn. */
    public double[] inPopulation(double[] drawn) {
        var population = new double[drawn.length];
        Arrays.setAll(
                population, i -> rates[i] == 1 ? drawn[i] : rates[i] * drawn[i] / (1 - drawn[i] * (1 - rates[i])));
        return population;
    }

    /** The same of some rows. */
    public Drawing of(int[] rows) {
        return new Drawing(Arrays.stream(rows).mapToDouble(row -> rates[row]).toArray());
    }
}
