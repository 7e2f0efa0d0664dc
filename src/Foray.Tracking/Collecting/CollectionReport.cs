namespace Foray.Tracking.Collecting;

/// <summary>What became of a collector's measurements for a run.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Collector">Name of the collector.</param>
/// <param name="Machine">Name of the machine that it measured; null for this computer.</param>
/// <param name="Measured">Measurements that came to their end.</param>
/// <param name="Failed">Measurements that threw, or were left alone because they did not come back.</param>
/// <param name="LastError">Why one failed, last; null where none did.</param>
public sealed record CollectionReport(string Run, string Collector, string? Machine, long Measured, long Failed, string? LastError);
