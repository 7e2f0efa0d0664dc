namespace Foray.Engines.Pegasus;

/// <summary>What pegasus-analyzer says of a workflow, in as few words as a message has.</summary>
internal static class AnalyzerText
{
    private const int Longest = 600;

    /// <summary>The lines that tell something, between semicolons; empty where there are none.</summary>
    public static string Condense(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim().Trim('*', '-', '=', ' ')).Where(line => line.Length > 0);
        var all = string.Join("; ", lines);
        return all.Length <= Longest ? all : all[..(Longest - 1)] + "…";
    }
}
