namespace Foray.Engines.Slurm;

/// <summary>The programs that run on the machine that submits and on the nodes; their head comments tell what they do.</summary>
internal static class SlurmText
{
    public static string Keeper { get; } = Read("keeper.sh");

    public static string Task { get; } = Read("task.sh");

    public static string Poll { get; } = Read("poll.sh");

    public static string List { get; } = Read("list.sh");

    public static string Remove { get; } = Read("remove.sh");

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SlurmText).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
