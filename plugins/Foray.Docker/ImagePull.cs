namespace Foray.Docker;

/// <summary>When an image is pulled from its registry.</summary>
public enum ImagePull
{
    /// <summary>Where the engine does not have it.</summary>
    Missing,

    /// <summary>At every <c>up</c>. Machines that are up keep the image they were made from.</summary>
    Always,

    /// <summary>Never: the engine has it.</summary>
    Never,
}
