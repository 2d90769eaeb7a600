"""What can be set, and from where; the only reader of the environment."""

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from corpus import Language
from corpus.errors import TracuuError

PROJECT = Path(__file__).resolve().parent.parent


class SettingsError(TracuuError):
    """A setting that cannot be used."""


class Settings(BaseSettings):
    """Flag > environment (``TRACUU_…``) > ``tracuu.toml`` in the working folder > default."""

    model_config = SettingsConfigDict(env_prefix="TRACUU_", toml_file="tracuu.toml", frozen=True, extra="forbid")

    corpus: Path = PROJECT / "corpus" / "resolutions"
    """Folder of the originals and their catalogue."""
    glosses: Path = PROJECT / "corpus" / "glosses"
    """Folder of the glosses."""
    var: Path = PROJECT / "var"
    """Folder of what is built."""
    encoder: str = ""
    """Model folder or hub id; empty for the encoder that ships."""
    abbreviations: Path | None = None
    """A file of further names that mean the same, beside those of ``qa/abbreviations.toml``."""
    lang: Language | None = None
    """The language of wording where a question speaks for none."""
    threads: int | None = None
    """How many threads the encoder may use; None leaves it to the library."""
    host: str = "127.0.0.1"
    """The address that the server listens on."""
    port: int = Field(default=8000, ge=0, le=65535)
    """The port that the server listens on; 0 lets the system choose one."""
    root_path: str = Field(default="", pattern=r"^(/[\w.~-]+)*$")
    """Where a proxy in front of the server puts it ("/tracuu"); the proxy takes it off again."""
    body_limit: int = Field(default=256 * 1024, ge=1)
    """The largest body of a request to the API, in bytes."""
    rate_limit: int = Field(default=3000, ge=0)
    """How many requests a minute are taken from one address, to the API or by the page; 0 for any number."""
    admin_key: SecretStr | None = None
    """What is asked of whoever starts an evaluation on the page; without it nobody can."""
    log_level: Literal["DEBUG", "INFO", "WARNING"] = "INFO"
    """What the server logs; questions are logged at DEBUG alone."""

    @property
    def clause_file(self) -> Path:
        return self.var / "clauses.jsonl"

    @property
    def index_folder(self) -> Path:
        return self.var / "index"

    @property
    def encoder_cache(self) -> Path:
        """Folder of the encoder's graph, made once from its model folder."""
        return self.var / "encoder"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def environment_with(**variables: str) -> dict[str, str]:
    """The whole environment with these variables set, for a program that is started from here."""
    return {**os.environ, **variables}


def read_settings(**flags: Any) -> Settings:
    """The settings, with the flags that were given. SettingsError where a value cannot be used."""
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"The setting {name} = {first['input']!r} cannot be used: {first['msg']}. "
            f"Mend TRACUU_{name.upper()} or tracuu.toml.",
            code="setting",
            name=name,
            value=str(first["input"]),
        ) from error
    except ValueError as error:  # tracuu.toml is not TOML
        raise SettingsError(
            f"tracuu.toml cannot be read: {error}. Mend or remove it.", code="settings_file", problem=str(error)
        ) from error
