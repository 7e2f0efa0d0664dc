using System.Runtime.Serialization;

namespace Foray.Sites.Vagrant;

/// <summary>Sizes of machines by name.</summary>
public enum VagrantFlavour
{
    /// <summary>1 processor, 512 MiB.</summary>
    Tiny,

    /// <summary>1 processor, 1024 MiB.</summary>
    Small,

    /// <summary>2 processors, 2048 MiB.</summary>
    Medium,

    /// <summary>3 processors, 3072 MiB.</summary>
    Big,

    /// <summary>4 processors, 4096 MiB.</summary>
    Large,

    /// <summary>6 processors, 6144 MiB.</summary>
    [EnumMember(Value = "extra-large")]
    ExtraLarge,
}
