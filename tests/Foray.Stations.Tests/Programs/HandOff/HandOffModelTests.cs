using CsCheck;

namespace Foray.Stations.Tests.Programs.HandOff;

public sealed class HandOffModelTests
{
    /// <summary>Runs of one case; many more in a soak.</summary>
    private static readonly int Runs = Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 10_000 : 200;

    [Fact]
    public void Whatever_crashes_and_gets_lost_one_incarnation_lives_and_none_is_lost() =>
        Gen.Select(Gen.Int[2, 3], Gen.Int[0, 9999].Array[0, 150]).Sample(Play, iter: Runs, threads: 1);

    private static void Play(int stations, int[] choices)
    {
        using var world = new World([.. new[] { "a", "b", "c" }.Take(stations)]);
        world.BeginProgram("a", "a");
        world.BeginProgram("a", "b");
        foreach (var choice in choices)
        {
            var moves = Moves(world);
            moves[choice % moves.Count]();
            world.AssertNoFault();
        }

        world.Heal();
        world.AssertNothingIsLost();
    }

    /// <summary>What can happen now; what is to happen more often is there more often.</summary>
    private static List<Action> Moves(World world)
    {
        var moves = new List<Action>();
        foreach (var point in world.Points)
        {
            moves.AddRange(Enumerable.Repeat(() => world.Meet(point, Fate.Go), 8));
            if (point.CanFail)
                moves.Add(() => world.Meet(point, Fate.Fail));
            if (point.Name.StartsWith("ask", StringComparison.Ordinal))
                moves.Add(() => world.Meet(point, Fate.Twice));
        }

        foreach (var name in world.Names)
            AddStation(world, name, moves);
        foreach (var worker in world.Workers)
        {
            moves.Add(() => world.End(worker));
            if (worker.Waits is null)
                foreach (var name in world.Names)
                    moves.AddRange(Enumerable.Repeat<Action>(() => world.Migrate(worker, name), 2));
        }

        if (world.Late.Count > 0)
            moves.Add(world.DeliverLate);
        moves.Add(() => world.Wait(TimeSpan.FromSeconds(6)));
        moves.Add(() => world.Full = world.Full is null ? world.Names[^1] : null);
        return moves;
    }

    private static void AddStation(World world, string name, List<Action> moves)
    {
        if (world.Find(name) is not { } station)
        {
            moves.AddRange(Enumerable.Repeat(() => world.Boot(name), 3));
            return;
        }

        moves.Add(() => world.Crash(name));
        if (station.Pass is not { IsCompleted: false })
            moves.AddRange(Enumerable.Repeat(() => world.Recover(station), 2));
    }
}
