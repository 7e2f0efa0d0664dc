using Docker.DotNet.Models;
using Foray.Sdk.Diagnostics;

namespace Foray.Docker.Engines;

/// <summary>Images of an engine.</summary>
internal sealed class Images(Engine engine)
{
    private static readonly string[] UnknownSigns = ["manifest unknown", "not found", "pull access denied", "no such image", "unauthorized", "denied:"];

    /// <summary>Makes sure that the engine has an image.</summary>
    /// <returns>Why it cannot have it; null where it has it.</returns>
    public async Task<Diagnostic?> EnsureAsync(string image, ImagePull pull, CancellationToken cancellationToken)
    {
        try
        {
            var isThere = pull != ImagePull.Always
                && await engine.FindAsync(client => client.Images.InspectImageAsync(image, cancellationToken), refusal => Explain(image, EngineFailure.Reason(refusal))) is not null;
            if (!isThere && pull == ImagePull.Never)
                return Diagnostic.Error(
                    EngineFailure.NoImage, $"the engine at '{engine.Address}' has no image '{image}', and 'pull' is 'never'", "build or pull it, or leave 'pull' out");
            if (!isThere)
                await PullAsync(image, cancellationToken);
            return null;
        }
        catch (DiagnosticException exception)
        {
            return exception.Diagnostics[0];
        }
    }

    private async Task PullAsync(string image, CancellationToken cancellationToken)
    {
        // A name without a tag and a digest would pull all tags there are.
        var name = image.Contains('@', StringComparison.Ordinal) || image.LastIndexOf(':') > image.LastIndexOf('/') ? image : $"{image}:latest";
        var progress = new PullProgress();
        await engine.AskAsync(
            client => client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name }, new AuthConfig(), progress, cancellationToken),
            refusal => Explain(image, EngineFailure.Reason(refusal)));
        if (progress.Error is { } error)
            throw new DiagnosticException(Explain(image, error));
    }

    private static Diagnostic Explain(string image, string reason) => UnknownSigns.Any(sign => reason.Contains(sign, StringComparison.OrdinalIgnoreCase))
        ? Diagnostic.Error(
            EngineFailure.NoImage, $"the registry has no image '{image}' for everybody: {reason}",
            $"correct its name; where it is private, log in and pull it by hand (docker pull {image}), which Foray cannot do for you")
        : Diagnostic.Error(EngineFailure.NoImage, $"image '{image}' cannot be pulled: {reason}", $"see that the engine's host reaches the registry, or bring the image there by hand (docker pull {image})");

    // An engine that fails after it began tells so in its stream.
    private sealed class PullProgress : IProgress<JSONMessage>
    {
        public string? Error { get; private set; }

        public void Report(JSONMessage value) => Error ??= value.Error?.Message;
    }
}
