using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace MusicPlayer;

/// <summary>Chooses the decoder of a file by its ending, from the manifests alone.</summary>
internal sealed class DecoderChoice(PluginCatalog catalog)
{
    /// <summary>Qualified name of the decoder.</summary>
    /// <exception cref="DiagnosticException">There is none, or there are several.</exception>
    public string NameFor(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        var decoders = catalog.OfKind("decoder").Where(IsUsable).ToList();
        return decoders.Where(decoder => decoder.Capabilities.Contains(ending)).Select(decoder => decoder.QualifiedName).ToList() switch
        {
            [var one] => one,
            [] => throw new DiagnosticException(Diagnostic.Error(PlayerCodes.NoDecoder, $"no decoder reads '{ending}' files, such as '{path}'",
                $"choose one with --decoder, or give a file with one of the endings {string.Join(", ", decoders.SelectMany(decoder => decoder.Capabilities).Distinct())}")),
            [.. var several] => throw new DiagnosticException(Diagnostic.Error(PlayerCodes.SeveralDecoders,
                $"several decoders read '{ending}' files: {string.Join(", ", several)}", "choose one with --decoder, or leave out the others with --disable")),
        };
    }

    private bool IsUsable(PluginDescription decoder) => catalog.AvailabilityOf(decoder, out _) == PluginAvailability.Available;
}
