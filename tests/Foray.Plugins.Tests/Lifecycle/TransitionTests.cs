using Foray.Plugins.Lifecycle;
using static Foray.Plugins.Lifecycle.PluginState;

namespace Foray.Plugins.Tests.Lifecycle;

public sealed class TransitionTests
{
    private static readonly PluginState[] States = Enum.GetValues<PluginState>();

    /// <summary>The whole table, once more and by hand.</summary>
    private static readonly HashSet<(PluginState From, PluginState To)> Allowed =
    [
        (Discovered, Validated), (Discovered, Disabled), (Discovered, Failed),
        (Validated, Loaded), (Validated, Failed),
        (Loaded, Initialized), (Loaded, Unloaded), (Loaded, Failed),
        (Initialized, Initialized), (Initialized, Starting), (Initialized, Unloaded), (Initialized, Failed),
        (Starting, Active), (Starting, Failed),
        (Active, Degraded), (Active, Stopping),
        (Degraded, Active), (Degraded, Stopping),
        (Stopping, Stopped), (Stopping, Failed),
        (Stopped, Initialized), (Stopped, Starting), (Stopped, Unloaded), (Stopped, Failed),
        (Unloaded, Validated), (Unloaded, Failed),
        (Failed, Validated), (Failed, Unloaded), (Failed, Failed),
    ];

    public static MatrixTheoryData<PluginState, PluginState> Pairs => new(States, States);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_pair_of_states_is_allowed_or_refused(PluginState from, PluginState to)
    {
        Assert.Equal(Allowed.Contains((from, to)), PluginTransitions.Allows(from, to));
        Assert.Equal(Allowed.Contains((from, to)), PluginTransitions.From(from).Contains(to));
    }

    [Fact]
    public void Every_state_can_be_reached_and_all_but_disabled_can_be_left()
    {
        var reached = new HashSet<PluginState> { Discovered };
        for (var before = 0; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(reached.SelectMany(PluginTransitions.From).ToList());
        }

        Assert.Equal(States, reached.Order());
        Assert.Equal([Disabled], States.Where(state => PluginTransitions.From(state).Count == 0));
    }

    [Fact]
    public void The_page_about_the_life_cycle_has_the_same_table()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        var rows = File.ReadLines(Path.Combine(folder, "docs", "explanation", "plugin-life-cycle.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).ToList();
        Assert.Equal(
            States.Select(state => (Word(state), string.Join(", ", PluginTransitions.From(state).Select(Word)))),
            rows.Select(row => (row[1].Trim(), row[2].Trim() == "–" ? "" : row[2].Trim())));
    }

    private static string Word(PluginState state) => $"`{state.ToString().ToLowerInvariant()}`";
}
