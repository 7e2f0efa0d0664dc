using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>Writes points in a form.</summary>
internal interface IPointWriter : IAsyncDisposable
{
    /// <summary>Writes some consecutive points of a series.</summary>
    Task WriteAsync(ExportedRun run, PointBlock points, CancellationToken cancellationToken);

    /// <summary>Writes what is still missing. Nothing comes after it.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
