namespace Foray.EndToEnd.Tests;

/// <summary>Files that were written for Kiso, which lie beside the checkout where somebody put them.</summary>
internal static class KisoFiles
{
    public static string Of(string name)
    {
        var path = Path.GetFullPath(Path.Combine(ForayProgram.Root, "..", "shared", "compat", "kiso", name));
        Assert.SkipUnless(File.Exists(path), $"{name} is not in ../shared/compat/kiso beside the checkout");
        return path;
    }
}
