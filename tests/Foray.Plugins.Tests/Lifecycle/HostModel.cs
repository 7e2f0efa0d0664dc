using Foray.Plugins.Lifecycle;
using static Foray.Plugins.Lifecycle.PluginState;

namespace Foray.Plugins.Tests.Lifecycle;

/// <summary>What a host is to do with two plugins of which the second requires the first, as simple as it can be said.</summary>
internal sealed class HostModel
{
    private readonly Part[] _parts = [new(), new()];

    public Part this[int index] => _parts[index];

    /// <summary>Does a step; false where it is to be refused.</summary>
    public bool Do(HostStep step) => step.Operation switch
    {
        HostOperation.Validate => Validate(),
        HostOperation.Load => Load(_parts[step.Plugin]),
        HostOperation.Initialize => Initialize(_parts[step.Plugin], anew: true),
        HostOperation.Start => Start(step.Plugin),
        HostOperation.Stop => Stop(step.Plugin),
        HostOperation.Restart => Restart(step.Plugin),
        HostOperation.Unload => Unload(step.Plugin),
        HostOperation.Degrade => Set(_parts[step.Plugin], part => part.Report(isLimited: true)),
        HostOperation.Recover => Set(_parts[step.Plugin], part => part.Report(isLimited: false)),
        HostOperation.Configure => Set(_parts[step.Plugin], part => part.Options = true),
        HostOperation.ConfigureBadly => Set(_parts[step.Plugin], part => part.Options = false),
        _ => true, // what only changes how the plugins behave
    };

    private bool Validate()
    {
        foreach (var part in _parts.Where(part => part.State == Discovered))
            part.State = Validated;
        return true;
    }

    private static bool Load(Part part)
    {
        if (part.State == Failed)
            part.HasInstance = false;
        if (part.State is Failed or Discovered or Unloaded or Validated)
            part.State = Loaded;
        return true;
    }

    private static bool Initialize(Part part, bool anew)
    {
        if (part.IsRunning)
        {
            var isRight = part.Options != false;
            part.Options = isRight ? part.Options : null;
            return isRight;
        }

        Load(part);
        if (part.HasInstance && !anew && part.Options is null)
            return true;
        if (part.Options == false)
        {
            if (part.HasInstance)
                part.Options = null;
            else
                part.State = Failed;
            return false;
        }

        var isHeld = part.HasInstance && part.Script.FailsToDispose;
        part.IsLimited = false;
        part.HasInstance = !isHeld && !part.Script.FailsToInitialize;
        part.State = part.HasInstance ? Initialized : Failed;
        if (part.HasInstance)
            part.Options = null;
        return part.HasInstance;
    }

    private bool Start(int index)
    {
        if (_parts[index].IsRunning)
            return true;
        var started = new List<Part>();
        foreach (var part in _parts[..(index + 1)].Where(part => !part.IsRunning))
        {
            if (Initialize(part, anew: false))
                part.State = part.Script.FailsToStart ? Failed : part.IsLimited ? Degraded : Active;
            if (part.IsRunning)
            {
                started.Add(part);
                continue;
            }

            foreach (var before in started)
                before.Stop();
            if (part != _parts[index] && PluginTransitions.Allows(_parts[index].State, Failed))
                _parts[index].State = Failed;
            return false;
        }

        return true;
    }

    private bool Stop(int index)
    {
        var isDone = true;
        foreach (var part in _parts[index..].Reverse().Where(part => part.IsRunning))
        {
            part.Stop();
            isDone &= part.State == Stopped;
        }

        return isDone;
    }

    private bool Restart(int index)
    {
        var running = _parts[index..].Where(part => part.IsRunning).ToList();
        foreach (var part in running.AsEnumerable().Reverse().Where(part => part.Options == false))
        {
            part.Options = null;
            return false;
        }

        if (running.Count == 0)
            return Start(index);
        var isDone = Stop(index);
        foreach (var part in running.Where(part => part.State == Stopped))
            isDone &= StartAgain(part);
        return isDone;
    }

    private bool StartAgain(Part part)
    {
        if (part == _parts[0] || _parts[0].IsRunning)
            return Start(Array.IndexOf(_parts, part));
        part.State = Failed;
        return false;
    }

    private bool Unload(int index)
    {
        var part = _parts[index];
        if (part.State is Discovered or Validated or Unloaded)
            return true;
        var isDone = !part.IsRunning || Stop(index);
        isDone &= !part.HasInstance || !part.Script.FailsToDispose;
        (part.State, part.HasInstance) = (Unloaded, false);
        return isDone;
    }

    private static bool Set(Part part, Action<Part> change)
    {
        change(part);
        return true;
    }

    internal sealed class Part
    {
        public PluginState State { get; set; } = Discovered;

        public bool HasInstance { get; set; }

        /// <summary>Options that are waiting: good ones, bad ones, or none.</summary>
        public bool? Options { get; set; }

        public Script Script { get; set; } = new();

        /// <summary>What it reported while it was about to run, or runs.</summary>
        public bool IsLimited { get; set; }

        public bool IsRunning => State is Active or Degraded;

        public void Report(bool isLimited)
        {
            if (State is not (Initialized or Active or Degraded))
                return;
            IsLimited = isLimited;
            if (IsRunning)
                State = isLimited ? Degraded : Active;
        }

        public void Stop() => (State, IsLimited) = (Script.FailsToStop ? Failed : Stopped, false);
    }
}
