using Foray.Engines.Cases;

namespace Foray.Engines.Pegasus;

/// <summary>The programs that run on the machine that submits; their head comments tell what they do.</summary>
internal static class PegasusText
{
    public static string Keeper { get; } = EmbeddedScript.Read("Pegasus/keeper.sh");

    public static string Report { get; } = EmbeddedScript.Read("Pegasus/report.sh");

    public static string Close { get; } = EmbeddedScript.Read("Pegasus/close.sh");
}
