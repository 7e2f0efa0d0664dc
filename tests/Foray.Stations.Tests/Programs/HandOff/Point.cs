namespace Foray.Stations.Tests.Programs.HandOff;

/// <summary>A place between two steps where a station's work waits until the test says what becomes of it.</summary>
internal sealed class Point(SimulatedStation station, string name)
{
    private readonly TaskCompletionSource<Fate> _fate = new();

    public SimulatedStation Station => station;

    public string Name => name;

    public Task<Fate> Reached => _fate.Task;

    public bool CanFail => !name.StartsWith("step", StringComparison.Ordinal);

    public void Meet(Fate fate) => _fate.TrySetResult(fate);

    public void Cancel() => _fate.TrySetCanceled();

    public void Crash() => _fate.TrySetException(new StationCrash());

    public override string ToString() => $"{name} at {station.Name}";
}
