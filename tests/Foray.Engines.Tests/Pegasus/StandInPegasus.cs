using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Pegasus;

/// <summary>Programs of the names of Pegasus', whose workflows go on by a job with each look at them.</summary>
internal static class StandInPegasus
{
    private static readonly string[] Names = ["pegasus-plan", "pegasus-run", "pegasus-status", "pegasus-remove", "pegasus-statistics", "pegasus-analyzer"];

    /// <summary>Puts the programs on a machine.</summary>
    public static void AddTo(FakeMachine machine)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "pegasus"));
        foreach (var name in Names)
            machine.AddProgram(name, text);
    }

    /// <summary>Says what is to happen on a machine: see the file itself.</summary>
    public static void Let(FakeMachine machine, string word)
    {
        var folder = Directory.CreateDirectory(machine.PathOf("~/pegasus")).FullName;
        File.WriteAllText(Path.Combine(folder, word), "");
    }

    /// <summary>What was called, but for pegasus-status, with the names of folders in place of their paths.</summary>
    public static IReadOnlyList<string> Calls(FakeMachine machine)
    {
        var calls = machine.PathOf("~/pegasus/calls");
        return !File.Exists(calls) ? [] : [.. File.ReadAllLines(calls).Select(line => string.Join(' ', line.Split(' ').Select(word => word.StartsWith('/') ? Path.GetFileName(word) : word)))];
    }
}
