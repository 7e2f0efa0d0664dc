using Foray.Sdk.Plugins;

namespace MusicPlayer.Contracts;

/// <summary>
/// Turns a file into sound. A driver: for any song, one decoder is used and no other is loaded. The endings of the files that it reads are its
/// capabilities, <c>[Plugin("wav", Capabilities = [".wav"])]</c>, so that the player can choose before anything is loaded.
/// </summary>
[PluginKind("decoder")]
public interface IAudioDecoder
{
    /// <summary>Decodes a whole file.</summary>
    /// <param name="file">The file, from its beginning.</param>
    /// <exception cref="FormatException">It is not what this decoder reads; the message says what is wrong.</exception>
    Sound Decode(Stream file);
}
