package io.foresale.port;

/** Decomposes symmetric matrices. Equal input gives equal output. Safe for any number of threads. */
public interface EigenSolver {

    /**
     * The eigenvectors with the largest eigenvalues.
     *
     * @param symmetric n × n
     * @param count how many, at most n
     * @return count × n, of unit length, the largest eigenvalue first; the sign is such that the largest entry is positive
     */
    double[][] largest(double[][] symmetric, int count);
}
