using Foray.Engines.Cases;

namespace Foray.Engines.Slurm;

/// <summary>The programs that run on the machine that submits and on the nodes; their head comments tell what they do.</summary>
internal static class SlurmText
{
    public static string Keeper { get; } = EmbeddedScript.Read("Slurm/keeper.sh");

    public static string Task { get; } = EmbeddedScript.Read("Slurm/task.sh");

    public static string Poll { get; } = EmbeddedScript.Read("Slurm/poll.sh");

    public static string List { get; } = EmbeddedScript.Read("Slurm/list.sh");

    public static string Remove { get; } = EmbeddedScript.Read("Slurm/remove.sh");
}
