namespace Foray.Stations.Programs.Sandbox;

/// <summary>What a worker uses at a moment.</summary>
/// <param name="Memory">Resident memory of its processes, in bytes.</param>
/// <param name="Processor">Processor time that they have used since they started.</param>
internal readonly record struct WorkerUse(long Memory, TimeSpan Processor);
