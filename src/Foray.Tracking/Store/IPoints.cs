namespace Foray.Tracking.Store;

/// <summary>The numbers that runs reported: a series for each run and name.</summary>
public interface IPoints
{
    /// <summary>The series of a run of a name; null for none.</summary>
    Task<Series?> FindAsync(string run, string name, CancellationToken cancellationToken);

    /// <summary>The series of runs, ordered by name within each. No points are read.</summary>
    /// <param name="runs">Ids of the runs; those that there are not have no series.</param>
    /// <param name="names">Names of the metrics; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<Series>> FindAsync(IReadOnlyList<string> runs, IReadOnlyList<string>? names, CancellationToken cancellationToken);

    /// <summary>The points of a series as they were logged, in order, in blocks of at most 512: as of the moment when the reading begins. None where there is no such series.</summary>
    /// <param name="run">Id of the run.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="axis">What <paramref name="range"/> is a part of.</param>
    /// <param name="range">Which points; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<PointBlock> ReadAsync(string run, string name, PlotAxis axis, AxisRange? range, CancellationToken cancellationToken);

    /// <summary>What a picture of a series shows. The work grows with the pixels and not with the points, where the axis grows from point to point.</summary>
    /// <param name="run">Id of the run.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="axis">What the points are laid out by.</param>
    /// <param name="range">The part to show; null for all of the series.</param>
    /// <param name="pixels">Columns of the picture, from 1 to 65,536.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Null where there is no such series, or none of its points is on the axis.</returns>
    Task<Plot?> ReadPlotAsync(string run, string name, PlotAxis axis, AxisRange? range, int pixels, CancellationToken cancellationToken);
}
