namespace Foray.Experiments.Events;

/// <summary>
/// Lets work that is done at the same time speak in a fixed order: what a lane says is held back until all lanes before it have ended. Whoever is told something by work in a lane,
/// however deep in plugins, is told by that lane.
/// </summary>
internal sealed class EventLanes
{
    private static readonly AsyncLocal<Lane?> Current = new();

    private readonly Lock _lock = new();
    private readonly List<Lane> _lanes;
    private int _first;

    /// <param name="count">Number of lanes.</param>
    public EventLanes(int count) => _lanes = [.. Enumerable.Range(0, count).Select(index => new Lane(this, index))];

    /// <summary>Does work in a lane. Every lane is used once.</summary>
    public async Task RunAsync(int lane, Func<Task> work)
    {
        Current.Value = _lanes[lane];
        try
        {
            await work();
        }
        finally
        {
            End(lane);
        }
    }

    /// <summary>Says something when it is the turn of the lane that the caller works in, or now where it works in none.</summary>
    public static void Say(Action say)
    {
        if (Current.Value is { } lane)
            lane.Owner.Say(lane, say);
        else
            say();
    }

    private void Say(Lane lane, Action say)
    {
        lock (_lock)
        {
            if (lane.Index > _first)
                lane.HeldBack.Add(say);
            else
                say();
        }
    }

    private void End(int lane)
    {
        lock (_lock)
        {
            _lanes[lane].HasEnded = true;
            while (_first < _lanes.Count && _lanes[_first].HasEnded)
            {
                _first++;
                if (_first < _lanes.Count)
                    _lanes[_first].Release();
            }
        }
    }

    private sealed class Lane(EventLanes owner, int index)
    {
        public EventLanes Owner { get; } = owner;

        public int Index { get; } = index;

        public List<Action> HeldBack { get; } = [];

        public bool HasEnded { get; set; }

        public void Release()
        {
            foreach (var say in HeldBack)
                say();
            HeldBack.Clear();
        }
    }
}
