# One person's server, for JupyterHub:
#     docker build -t backward .
#     docker run --rm -p 8888:8888 backward jupyter lab --ip=0.0.0.0     (alone, to try it)

FROM python:3.13-slim AS copies
COPY minigrad /srv/backward/minigrad
COPY book /srv/backward/book
WORKDIR /srv/backward
RUN python -m minigrad.course start /srv/notebooks --no-lab

FROM python:3.13-slim
# Named, numbered and at home as in JupyterHub's own images: hubs give /home/jovyan a volume, and some start no name.
RUN useradd --create-home --uid 1000 jovyan
# What pip installs is what the locks name, hash by hash.
COPY requirements.lock requirements-hub.lock /srv/
RUN pip install --no-cache-dir --only-binary=:all: --require-hashes -r /srv/requirements.lock -r /srv/requirements-hub.lock
COPY pyproject.toml /srv/backward/
COPY minigrad /srv/backward/minigrad
COPY --from=copies /srv/notebooks /srv/backward/book
# The third: without JupyterLab's question about news, as `start` opens it.
ENV PYTHONPATH=/srv/backward \
    JUPYTERHUB_DEFAULT_URL=/lab/tree/backward/index.ipynb \
    JUPYTER_CONFIG_PATH=/srv/backward/minigrad/course/commands/quiet
USER 1000
WORKDIR /home/jovyan
# At each start, for the home may be a volume: what is there already stays as it is.
ENTRYPOINT ["sh", "-c", "python -m minigrad.course start --no-lab; exec \"$@\"", "start"]
CMD ["jupyterhub-singleuser"]
