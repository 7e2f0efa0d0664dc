namespace Foray.Engines.Cases;

/// <summary>Programs that the engines of all batch systems share; their head comments tell what they do.</summary>
internal static class BatchText
{
    public static string Keeper { get; } = EmbeddedScript.Read("Cases/keeper.sh");
}
