# EGPO Notebooks in a container; also what Binder builds.
#   docker build -t egpo . && docker run --rm -p 8888:8888 egpo
FROM debian:12-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      ca-certificates fonts-dejavu-core git \
      maven openjdk-17-jdk-headless python3-venv \
 && rm -rf /var/lib/apt/lists/*

# Binder starts the container as a user of its own choosing, by these arguments.
ARG NB_USER=egpo
ARG NB_UID=1000
ENV USER=${NB_USER} HOME=/home/${NB_USER}
RUN useradd --create-home --uid ${NB_UID} ${NB_USER}
COPY --chown=${NB_UID} . ${HOME}/egpo
USER ${NB_USER}
WORKDIR ${HOME}/egpo

# Builds the library, installs Jupyter and the kernel once, so that the container starts at once and offline.
RUN ./egpo setup
ENV JUPYTER_PATH=${HOME}/egpo/.egpo/jupyter/data PATH=${HOME}/egpo/.egpo/venv/bin:${PATH}

EXPOSE 8888
CMD ["./egpo", "lab", "--ip=0.0.0.0", "--no-browser"]
